using Identity.Server.Protocol.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.EndSession;

/// <summary>The end session endpoint (OpenID Connect RP-Initiated Logout).</summary>
internal static class EndSessionServices
{
    public static OpenIddictServerBuilder AddEndSession(this OpenIddictServerBuilder server) => server
        .SetEndSessionEndpointUris("connect/endsession")
        .AddEventHandler<ExtractEndSessionRequestContext>(step => step.UseScopedHandler<RestoreFlow>().SetOrder(After.Extraction))
        .AddEventHandler<HandleEndSessionRequestContext>(step => step.UseScopedHandler<AnswerEndSessionRequest>().SetOrder(After.BuiltIn))
        .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeLogout>().SetOrder(After.BuiltIn));
}
