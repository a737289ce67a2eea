using Identity.Core.Flows;
using Identity.Core.Sessions;
using Identity.Core.Users;
using Identity.Server.Flows;
using Identity.Server.Protocol.Authorization;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Asks the rules of the authorization endpoint whether a request can be answered without its pages.</summary>
internal sealed class ChallengeRules(AuthorizationQuestions questions, Flows.Flows flows, IOptions<FlowOptions> options, TimeProvider clock)
{
    /// <summary>Before anybody has to type anything; null when the app may go on.</summary>
    public async Task<ChallengeResult.Refused?> BeforeAsync(ChallengeStep step, CancellationToken ct)
    {
        var question = await questions.CreateAsync(step.Request, step.Client, null, step.Hinted, [], ct);
        if (question.Prompt.Contains(PromptValues.Consent)) return await RedirectAsync(step, ct);

        return await AuthorizationRules.NextAsync(question) switch
        {
            AuthorizationStep.SignIn or AuthorizationStep.SignUp => null,
            AuthorizationStep.Refuse refuse => new ChallengeResult.Refused(refuse.Error, refuse.Description),
            _ => await RedirectAsync(step, ct),
        };
    }

    /// <summary>When it is known who the person is, and before anything is written; null when the code may be given.</summary>
    public async Task<ChallengeResult.Refused?> AfterAsync(ChallengeStep step, User user, SignInMethod method, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var session = new Session { Sid = "", User = user, UserId = user.Id, Acr = method.Acr, AuthenticatedAt = now };
        var flow = new Flow { HandleHash = "", Kind = FlowKind.Challenge, Parameters = "", AuthenticatedAt = now };
        var question = await questions.CreateAsync(step.Request, step.Client, flow, step.Hinted, [session], ct);
        return await AuthorizationRules.NextAsync(question) switch
        {
            AuthorizationStep.Answer => null,
            AuthorizationStep.Refuse refuse => new ChallengeResult.Refused(refuse.Error, refuse.Description),
            // Whom a hint names is not the one who signed in.
            AuthorizationStep.SignIn => new ChallengeResult.Refused(Errors.LoginRequired, "Somebody else signed in than the one whom the application asked for."),
            _ => await RedirectAsync(step, ct),
        };
    }

    /// <summary>Has the app open our pages, with its request.</summary>
    public async Task<ChallengeResult.Refused> RedirectAsync(ChallengeStep step, CancellationToken ct)
    {
        var handle = await flows.PushAsync(AuthSessions.Kept(step.Request), step.Client.Id, ct);
        return new(ChallengeErrors.RedirectToWeb, "The person has to be asked something that only our pages ask. Open /connect/authorize in a browser, with the 'request_uri'.")
        {
            Status = StatusCodes.Status403Forbidden,
            Pushed = (RequestUris.Prefixes.Generic + handle, options.Value.PushedRequestLifetime),
        };
    }
}
