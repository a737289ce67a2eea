namespace Identity.Server.Account.Emails;

/// <summary>What became of the wish for another address.</summary>
internal abstract record EmailChangeResult
{
    private EmailChangeResult() { }

    public sealed record Sent : EmailChangeResult;

    /// <summary>It is the address of the account already.</summary>
    public sealed record Same : EmailChangeResult;

    /// <summary>Somebody without a password has to sign in again first.</summary>
    public sealed record Stale : EmailChangeResult;

    public sealed record WrongPassword : EmailChangeResult;

    /// <summary>Too many tries at the password.</summary>
    public sealed record TooManyTries(TimeSpan RetryAfter) : EmailChangeResult;

    /// <summary>Too many changes were asked for from this network.</summary>
    public sealed record TooManyRequests(TimeSpan RetryAfter) : EmailChangeResult;

    /// <summary>Too many passwords are being hashed at once.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : EmailChangeResult;
}

/// <summary>What became of a code or link for another address.</summary>
internal enum EmailProofResult
{
    Done,

    Wrong,

    /// <summary>It counts no more: too many tries, too late, used, or the address has an account now.</summary>
    Over,
}
