using Identity.Server.Protocol.AuthorizationChallenge;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.PushedAuthorization;

/// <summary>
/// An application hands in its request beforehand, authenticated and out of the person's reach (RFC 9126). The request
/// is a flow from the start, so that it lives as long as the sign-in it belongs to.
/// </summary>
internal static class PushedAuthorizationServices
{
    public static OpenIddictServerBuilder AddPushedAuthorization(this OpenIddictServerBuilder server) => server
        .SetPushedAuthorizationEndpointUris("connect/par", ChallengeCall.Endpoint)
        .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<KeepPushedRequest>().SetOrder(After.TokenChoice))
        .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidatePushedAuthorizationRequestsRequirement.Descriptor)
        .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseScopedHandler<RequirePushedRequest>()
            .SetOrder(OpenIddictServerHandlers.Authentication.ValidatePushedAuthorizationRequestsRequirement.Descriptor.Order));
}
