using Identity.Core.Flows;
using Identity.Core.Sessions;
using Identity.Core.Users;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Everything that decides what an authorization request needs next.</summary>
internal sealed record AuthorizationQuestion
{
    public required DateTime Now { get; init; }

    /// <summary>The live sessions of the browser, the last used first.</summary>
    public required IReadOnlyList<Session> Sessions { get; init; }

    /// <summary>What the person has done about this request so far.</summary>
    public Flow? Flow { get; init; }

    /// <summary>The values of <c>prompt</c> (OpenID Connect Core, section 3.1.2.1).</summary>
    public IReadOnlySet<string> Prompt { get; init; } = new HashSet<string>();

    /// <summary>How old the sign-in may be.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The subject of <c>id_token_hint</c>.</summary>
    public Guid? HintedUser { get; init; }

    /// <summary>Values of <c>acr</c> of which the sign-in must reach one; any will do when there are none.</summary>
    public IReadOnlyList<string> RequiredAcr { get; init; } = [];

    public string? LoginHint { get; init; }

    /// <summary>Whether this person has still to agree to the terms of use.</summary>
    public Func<User, bool> NeedsTerms { get; init; } = _ => false;

    /// <summary>Whether this person has to be asked, given what was allowed before.</summary>
    public required Func<Session, Task<bool>> NeedsConsentAsync { get; init; }
}
