using Identity.Core.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Protocol.Cors;

/// <summary>
/// Scripts of a registered application may call the endpoints that an application calls: from the origins of its
/// redirect URIs, without cookies. Nobody else, and nothing else.
/// </summary>
internal sealed class ClientCorsPolicy(Catalog catalog) : ICorsPolicyProvider
{
    private static readonly PathString[] Open =
        ["/connect/token", "/connect/userinfo", "/connect/revoke", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks"];

    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromMinutes(10);

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !Array.Exists(Open, path => context.Request.Path == path)) return null;
        if (!(await catalog.OriginsAsync(context.RequestAborted)).Contains(origin)) return null;

        return new CorsPolicyBuilder(origin)
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("WWW-Authenticate")
            .SetPreflightMaxAge(PreflightMaxAge)
            .Build();
    }
}
