using Identity.Core.Sessions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Discovery;

/// <summary>What discovery says beyond OpenIddict's own: nothing is named here that does not work.</summary>
internal sealed class DescribeServer : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        // OpenIddict lists every key that it has; ID tokens are signed with one algorithm.
        context.IdTokenSigningAlgorithms.Clear();
        context.IdTokenSigningAlgorithms.Add(SecurityAlgorithms.RsaSha256);

        // No specification knows this one: clients authenticate there as at the token endpoint (RFC 8628, section 3.1).
        context.DeviceAuthorizationEndpointAuthenticationMethods.Clear();

        context.TokenEndpointAuthenticationMethods.Add("none");
        context.Metadata["acr_values_supported"] = new OpenIddictParameter([AuthenticationContexts.SingleFactor]);
        return ValueTask.CompletedTask;
    }
}
