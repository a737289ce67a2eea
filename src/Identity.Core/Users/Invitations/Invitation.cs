namespace Identity.Core.Users.Invitations;

/// <summary>What somebody is invited to.</summary>
/// <param name="Email">The address, as it was given.</param>
/// <param name="Inviter">Who invites them, in words.</param>
/// <param name="Name">What to call the person, until they say so themselves.</param>
/// <param name="RoleIds">The roles that the account is given.</param>
/// <param name="ClientId">The <c>client_id</c> of the app that the person is sent on to.</param>
public sealed record Invitation(string Email, string Inviter, string? Name, IReadOnlyList<Guid> RoleIds, string? ClientId);

/// <summary>An invitation to send.</summary>
/// <param name="Email">The address.</param>
/// <param name="Inviter">Who invites them, in words.</param>
public sealed record NewInvitation(string Email, string Inviter)
{
    /// <summary>What to call the person, until they say so themselves.</summary>
    public string? Name { get; init; }

    /// <summary>Names of the roles that the account is given.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The <c>client_id</c> of the app that the person is sent on to.</summary>
    public string? ClientId { get; init; }

    /// <summary>The language of the mail, a BCP 47 tag.</summary>
    public string Language { get; init; } = "en";
}

/// <summary>On whose behalf invitations go out.</summary>
/// <param name="Product">What people know the service as.</param>
/// <param name="Issuer">The public address of the server, without a slash at the end.</param>
public sealed record InvitationSender(string Product, string Issuer);

/// <summary>An invitation that nobody has accepted.</summary>
/// <param name="Email">Whom it went to.</param>
/// <param name="Inviter">Who invites them; null when that can't be read any more.</param>
/// <param name="Roles">Names of the roles that the account is given.</param>
/// <param name="ClientId">The app that the person is sent on to.</param>
/// <param name="SentAt">When it was sent, in UTC.</param>
/// <param name="ExpiresAt">When it ends, in UTC.</param>
/// <param name="IsOpen">Whether it can still be accepted.</param>
public sealed record SentInvitation(string Email, string? Inviter, IReadOnlyList<string> Roles, string? ClientId, DateTime SentAt, DateTime ExpiresAt, bool IsOpen);

/// <summary>What came of sending an invitation.</summary>
public abstract record InvitationResult
{
    private InvitationResult() { }

    /// <param name="Email">Whom it goes to.</param>
    /// <param name="ExpiresAt">Until when it can be accepted, in UTC.</param>
    /// <param name="Unproved">What an account is called that names this address and has not proved it; it loses the address.</param>
    public sealed record Sent(string Email, DateTime ExpiresAt, string? Unproved) : InvitationResult;

    /// <param name="Problems">What has to be mended, in English.</param>
    public sealed record Refused(IReadOnlyList<string> Problems) : InvitationResult;
}
