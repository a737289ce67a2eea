using Identity.Core.Configuration;
using Identity.Server.AccountApi;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Protocol.Cors;

/// <summary>
/// Scripts of a registered application may call the endpoints that an application calls: from the origins of its
/// redirect URIs, without cookies. The account API is open to those of the operator's own applications. Nobody else, and
/// nothing else.
/// </summary>
internal sealed class ClientCorsPolicy(Catalog catalog) : ICorsPolicyProvider
{
    private static readonly PathString[] Open =
        ["/connect/token", "/connect/userinfo", "/connect/revoke", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks"];

    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromMinutes(10);

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return null;
        if (Array.Exists(Open, path => context.Request.Path == path)) return await ForProtocolAsync(origin, context.RequestAborted);
        return context.Request.Path.StartsWithSegments(AccountApiRoutes.Root) ? await ForAccountApiAsync(origin, context.RequestAborted) : null;
    }

    private async Task<CorsPolicy?> ForProtocolAsync(string origin, CancellationToken ct)
        => !(await catalog.OriginsAsync(ct)).Contains(origin) ? null : new CorsPolicyBuilder(origin)
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("WWW-Authenticate")
            .SetPreflightMaxAge(PreflightMaxAge)
            .Build();

    private async Task<CorsPolicy?> ForAccountApiAsync(string origin, CancellationToken ct)
        => !(await catalog.FirstPartyOriginsAsync(ct)).Contains(origin) ? null : new CorsPolicyBuilder(origin)
            .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete)
            .WithHeaders("Authorization", "Content-Type", "If-Match")
            .WithExposedHeaders("WWW-Authenticate", "ETag", "Retry-After")
            .SetPreflightMaxAge(PreflightMaxAge)
            .Build();
}
