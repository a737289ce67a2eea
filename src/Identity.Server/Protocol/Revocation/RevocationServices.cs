using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Revocation;

/// <summary>The revocation endpoint (RFC 7009).</summary>
internal static class RevocationServices
{
    public static OpenIddictServerBuilder AddRevocation(this OpenIddictServerBuilder server) => server
        .SetRevocationEndpointUris("connect/revoke")
        .RemoveEventHandler(OpenIddictServerHandlers.Revocation.RevokeToken.Descriptor)
        .AddEventHandler<HandleRevocationRequestContext>(step => step.UseScopedHandler<RevokePresentedToken>().SetOrder(After.BuiltIn));
}
