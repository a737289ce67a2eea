using Identity.Core.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Decides what an authorization request needs next (OpenID Connect Core, sections 3.1.2.1 to 3.1.2.4).</summary>
internal static class AuthorizationRules
{
    public static async Task<AuthorizationStep> NextAsync(AuthorizationQuestion question)
    {
        if (question.Prompt.Contains(PromptValues.Create) && question.Flow?.AuthenticatedAt is null) return new AuthorizationStep.SignUp();

        var silent = question.Prompt.Contains(PromptValues.None);
        if (Select(question) is not { } session)
        {
            return silent
                ? new AuthorizationStep.Refuse(Errors.LoginRequired, "Nobody is signed in as the application asked.")
                : new AuthorizationStep.SignIn();
        }

        if (MustProveAgain(question, session))
        {
            return silent
                ? new AuthorizationStep.Refuse(Errors.LoginRequired, "The sign-in is older than 'max_age' allows.")
                : new AuthorizationStep.SignIn();
        }

        if (question.HintedUser is { } hinted && session.UserId != hinted)
        {
            return new AuthorizationStep.Refuse(Errors.LoginRequired, "Somebody else signed in than the one whom 'id_token_hint' names.");
        }

        if (question.RequiredAcr.Count > 0 && !question.RequiredAcr.Contains(session.Acr))
        {
            // OpenID Connect Core Error Code unmet_authentication_requirements 1.0.
            return new AuthorizationStep.Refuse("unmet_authentication_requirements", "No way to sign in here reaches the 'acr' that the application can't do without.");
        }

        if (question.Prompt.Contains(PromptValues.SelectAccount) && question.Flow is not ({ AccountChosenAt: not null } or { AuthenticatedAt: not null }))
        {
            return new AuthorizationStep.ChooseAccount();
        }

        if (question.Flow is { DecidedAt: not null, Allowed: false }) return new AuthorizationStep.Refuse(Errors.AccessDenied, "The person did not allow it.");

        if (question.NeedsTerms(session.User!))
        {
            return silent
                ? new AuthorizationStep.Refuse(Errors.InteractionRequired, "The person has to agree to the terms of use.")
                : new AuthorizationStep.AcceptTerms(session);
        }

        if (question.Flow is { DecidedAt: not null }) return new AuthorizationStep.Answer(session);

        if (question.Prompt.Contains(PromptValues.Consent) || await question.NeedsConsentAsync(session))
        {
            return silent
                ? new AuthorizationStep.Refuse(Errors.ConsentRequired, "The person has to be asked for consent.")
                : new AuthorizationStep.AskConsent(session);
        }

        return new AuthorizationStep.Answer(session);
    }

    private static Session? Select(AuthorizationQuestion question)
    {
        if (question.Flow?.SessionId is { } chosen) return question.Sessions.FirstOrDefault(s => s.Id == chosen);

        // A hint names the only account that the answer may be about.
        if (question.HintedUser is { } hinted) return question.Sessions.FirstOrDefault(s => s.UserId == hinted);

        if (question.LoginHint is { Length: > 0 } hint && question.Sessions.FirstOrDefault(s => Matches(s, hint)) is { } named) return named;

        return question.Sessions.Count > 0 ? question.Sessions[0] : null;
    }

    private static bool Matches(Session session, string hint)
        => string.Equals(session.User!.Email, hint, StringComparison.OrdinalIgnoreCase)
        || string.Equals(session.User.UserName, hint, StringComparison.OrdinalIgnoreCase);

    private static bool MustProveAgain(AuthorizationQuestion question, Session session)
    {
        if (question.Flow?.AuthenticatedAt is not null) return false;
        if (question.Prompt.Contains(PromptValues.Login)) return true;
        return question.MaxAge is { } maxAge && question.Now - session.AuthenticatedAt > maxAge;
    }
}
