namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Error codes of OAuth 2.0 for First-Party Applications, section 5.2.2.1.</summary>
internal static class ChallengeErrors
{
    public const string InvalidSession = "invalid_session";
    public const string InsufficientAuthorization = "insufficient_authorization";
    public const string RedirectToWeb = "redirect_to_web";
}
