using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>
/// Sign-in on the screens of the operator's own apps (OAuth 2.0 for First-Party Applications). To OpenIddict it is a second
/// address for pushed requests, since those are authenticated and validated just as these have to be.
/// </summary>
internal static class ChallengeServices
{
    public static OpenIddictServerBuilder AddAuthorizationChallenge(this OpenIddictServerBuilder server)
    {
        server.Services.AddSettings<ChallengeOptions>(ChallengeOptions.Section);
        server.Services.AddScoped<AuthSessions>();
        server.Services.AddScoped<ChallengeRules>();
        server.Services.AddScoped<PasswordSteps>();
        server.Services.AddScoped<MailedCodeSteps>();
        server.Services.AddScoped<TextedCodeSteps>();
        server.Services.AddScoped(typeof(CodeSteps<>));
        server.Services.AddScoped<SignUpSteps>();
        server.Services.AddScoped<ChallengeSteps>();
        return server
            .AddEventHandler<ExtractPushedAuthorizationRequestContext>(step => step.UseScopedHandler<ReadChallenge>().SetOrder(After.Extraction))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseScopedHandler<RequireOwnApp>().SetOrder(After.BuiltIn))
            .AddEventHandler<HandlePushedAuthorizationRequestContext>(step => step.UseScopedHandler<AnswerChallenge>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<IssueChallengeCode>().SetOrder(After.TokenChoice))
            .AddEventHandler<ProcessSignInContext>(step => step.UseSingletonHandler<ReleaseRedirectUri>().SetOrder(After.CodeClaims))
            .AddEventHandler<ApplyPushedAuthorizationResponseContext>(step => step.UseSingletonHandler<WriteChallengeAnswer>().SetOrder(Before.Json))
            .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeChallenge>().SetOrder(After.BuiltIn));
    }
}
