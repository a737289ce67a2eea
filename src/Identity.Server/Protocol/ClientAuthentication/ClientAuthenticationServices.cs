using Identity.Core.Clients.PublicKeys;
using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>
/// How clients prove who they are: with a secret or with a key. Which of the two ways to send a secret a client
/// registered makes no difference: many libraries try one and then the other.
/// </summary>
internal static class ClientAuthenticationServices
{
    public static OpenIddictServerBuilder AddClientAuthentication(this OpenIddictServerBuilder server)
    {
        server.Services.AddSettings<ClientAssertionOptions>(ClientAssertionOptions.Section);
        server.Services.AddClientKeys();
        return server
            .Configure(options => options.ClientAuthenticationMethods.IntersectWith(
                [ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.PrivateKeyJwt]))
            .RemoveEventHandler(OpenIddictServerHandlers.ValidateClientAssertion.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.ValidateClientAssertionWellknownClaims.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.ValidateClientAssertionIssuer.Descriptor)
            .AddEventHandler<ProcessAuthenticationContext>(step => step
                .UseScopedHandler<CheckClientAssertion>()
                .SetOrder(OpenIddictServerHandlers.ValidateClientAssertion.Descriptor.Order))
            .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeClientAuthentication>().SetOrder(After.BuiltIn));
    }
}
