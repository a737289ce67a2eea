using Identity.Hosting.Settings;
using Identity.Server.Protocol.Issuing;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

internal sealed class DescribeChallenge(IOptions<ServerAddressOptions> addresses) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata["authorization_challenge_endpoint"] = $"{Issuer.Of(addresses.Value)}/{ChallengeCall.Endpoint}";
        return ValueTask.CompletedTask;
    }
}
