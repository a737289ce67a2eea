using Identity.Core.Data;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Protocol.Cors;

/// <summary>
/// Scripts of a registered application may call the endpoints that an application calls: from the origins of its
/// redirect URIs, without cookies. Nobody else, and nothing else.
/// </summary>
internal sealed class ClientCorsPolicy(IdentityDb db) : ICorsPolicyProvider
{
    private static readonly PathString[] Open =
        ["/connect/token", "/connect/userinfo", "/connect/revoke", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks"];

    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromMinutes(10);

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !Array.Exists(Open, path => context.Request.Path == path)) return null;
        if (!await db.ClientOrigins.AnyAsync(o => o.Origin == origin, context.RequestAborted)) return null;

        return new CorsPolicyBuilder(origin)
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("WWW-Authenticate")
            .SetPreflightMaxAge(PreflightMaxAge)
            .Build();
    }
}
