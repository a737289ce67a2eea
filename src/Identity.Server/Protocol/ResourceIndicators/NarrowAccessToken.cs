using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ResourceIndicators;

/// <summary>
/// An access token is for the resources that the token request names, and has the scopes that mean something there
/// (RFC 8707, section 2.2). The refresh token beside it keeps everything.
/// </summary>
internal sealed class NarrowAccessToken(TokenAudience audience, TokenPermissions permissions) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token || context.AccessTokenPrincipal is not { } token) return;

        var allowed = context.Principal!.GetResources();
        var wanted = context.Request.GetResources();
        var resources = wanted.IsEmpty ? [.. allowed.Intersect(await audience.OfAsync(token.GetScopes(), context.CancellationToken))] : wanted;
        if (resources.IsEmpty) resources = [audience.Issuer];
        token.SetAudiences(resources);
        token.SetScopes(await audience.ScopesForAsync(token.GetScopes(), resources, context.CancellationToken));
        await permissions.AddAsync(token, resources, context.CancellationToken);
    }
}
