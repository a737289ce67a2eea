namespace Identity.Server.Account.Invite;

/// <summary>What came of joining.</summary>
internal abstract record InviteResult
{
    private InviteResult() { }

    /// <summary>The account is there, and signed in to this browser.</summary>
    public sealed record Done : InviteResult;

    /// <summary>What has to be mended, by field.</summary>
    public sealed record Rejected(IReadOnlyList<(string Field, string Text)> Problems) : InviteResult;

    /// <summary>Too many passwords are being hashed at once.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : InviteResult;

    /// <summary>It was used, revoked or replaced, or is too old.</summary>
    public sealed record Over : InviteResult;

    /// <summary>The address has an account of its own by now.</summary>
    public sealed record Exists : InviteResult;
}
