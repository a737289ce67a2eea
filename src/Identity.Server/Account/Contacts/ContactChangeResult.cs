namespace Identity.Server.Account.Contacts;

/// <summary>What became of the wish for another address or number.</summary>
internal abstract record ContactChangeResult
{
    private ContactChangeResult() { }

    /// <summary>A code is on its way, or there was nothing to prove and the change is made.</summary>
    public sealed record Done : ContactChangeResult;

    /// <summary>The account has it already.</summary>
    public sealed record Same : ContactChangeResult;

    /// <summary>Somebody without a password has to sign in again first.</summary>
    public sealed record Stale : ContactChangeResult;

    public sealed record WrongPassword : ContactChangeResult;

    /// <summary>Too many tries at the password.</summary>
    public sealed record TooManyTries(TimeSpan RetryAfter) : ContactChangeResult;

    /// <summary>Too many changes were asked for.</summary>
    public sealed record TooManyRequests(TimeSpan RetryAfter) : ContactChangeResult;

    /// <summary>Too many passwords are being hashed at once.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : ContactChangeResult;
}

/// <summary>What became of a code or link for another address or number.</summary>
internal enum ContactProofResult
{
    Done,

    Wrong,

    /// <summary>It counts no more: too many tries, too late, used, or the address has an account now.</summary>
    Over,
}
