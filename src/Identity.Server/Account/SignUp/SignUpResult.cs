namespace Identity.Server.Account.SignUp;

/// <summary>What came of a sign-up, as far as the person may know.</summary>
internal abstract record SignUpResult
{
    private SignUpResult() { }

    /// <summary>A mail is on its way, or would be.</summary>
    public sealed record Sent : SignUpResult;

    /// <summary>What has to be mended, by field.</summary>
    public sealed record Rejected(IReadOnlyList<(string Field, string Text)> Problems) : SignUpResult;

    public sealed record TooMany(TimeSpan RetryAfter) : SignUpResult;

    /// <summary>Too many passwords are being hashed at once.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : SignUpResult;
}
