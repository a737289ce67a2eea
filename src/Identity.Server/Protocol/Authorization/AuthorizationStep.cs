using Identity.Core.Sessions;

namespace Identity.Server.Protocol.Authorization;

/// <summary>What an authorization request needs next.</summary>
internal abstract record AuthorizationStep
{
    private AuthorizationStep() { }

    /// <summary>Nothing more: answer with a code for this session.</summary>
    public sealed record Answer(Session Session) : AuthorizationStep;

    public sealed record SignIn : AuthorizationStep;

    /// <summary>The application asks for a new account (Initiating User Registration via OpenID Connect 1.0).</summary>
    public sealed record SignUp : AuthorizationStep;

    public sealed record ChooseAccount : AuthorizationStep;

    /// <summary>The person has not agreed to the terms of use as they stand.</summary>
    public sealed record AcceptTerms(Session Session) : AuthorizationStep;

    public sealed record AskConsent(Session Session) : AuthorizationStep;

    public sealed record Refuse(string Error, string Description) : AuthorizationStep;
}
