using Identity.Server.Protocol.Grants;
using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Authorization;

/// <summary>The authorization endpoint and the pages behind it.</summary>
internal static class AuthorizationServices
{
    public static OpenIddictServerBuilder AddAuthorization(this OpenIddictServerBuilder server)
    {
        server.Services.AddScoped<AuthorizationQuestions>();
        server.Services.AddScoped<Consents>();
        server.Services.AddScoped<ConsentScopes>();
        server.Services.AddScoped<ConsentService>();
        return server
            .SetAuthorizationEndpointUris("connect/authorize")
            .AllowAuthorizationCodeFlow()
            .AddEventHandler<ExtractAuthorizationRequestContext>(step => step.UseScopedHandler<RestoreFlow>().SetOrder(After.Extraction))
            .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseSingletonHandler<RequireWholeChallenge>().SetOrder(After.BuiltIn))
            .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseSingletonHandler<RequireWholeMaxAge>().SetOrder(After.BuiltIn))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseSingletonHandler<RequireWholeMaxAge>().SetOrder(After.BuiltIn))
            .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseSingletonHandler<RequireRedirectUri>().SetOrder(Before.RedirectUri))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseSingletonHandler<RequireRedirectUri>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseSingletonHandler<RequireWholeChallenge>().SetOrder(After.BuiltIn))
            .AddEventHandler<HandleAuthorizationRequestContext>(step => step.UseScopedHandler<AnswerAuthorizationRequest>().SetOrder(After.BuiltIn));
    }
}
