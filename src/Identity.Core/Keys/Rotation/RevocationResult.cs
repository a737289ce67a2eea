namespace Identity.Core.Keys.Rotation;

/// <summary>What came of revoking a key.</summary>
public abstract record RevocationResult
{
    private RevocationResult() { }

    /// <summary>The key is gone.</summary>
    /// <param name="Key">What it was.</param>
    /// <param name="InUse">What signs or encrypts in its kind from now on.</param>
    public sealed record Done(SigningKey Key, SigningKey InUse) : RevocationResult;

    public sealed record Unknown : RevocationResult;

    /// <summary>It is the secret of pairwise subjects, which nothing can take the place of.</summary>
    public sealed record Refused : RevocationResult;
}
