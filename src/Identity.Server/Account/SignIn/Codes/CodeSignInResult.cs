using Identity.Core.Users;

namespace Identity.Server.Account.SignIn.Codes;

/// <summary>What became of a try to sign in with what was sent.</summary>
internal abstract record CodeSignInResult
{
    private CodeSignInResult() { }

    /// <param name="User">Who is signed in.</param>
    /// <param name="Next">Where the browser goes on.</param>
    public sealed record Done(User User, string Next) : CodeSignInResult;

    public sealed record Wrong : CodeSignInResult;

    /// <summary>It counts no more: too many tries with this code, too late, used, or of nobody.</summary>
    public sealed record Over : CodeSignInResult;

    /// <summary>Answer 429 with Retry-After; counted alike for addresses and numbers that have an account and those that have none.</summary>
    public sealed record TooManyTries(TimeSpan RetryAfter) : CodeSignInResult;

    /// <summary>The proof was right, but the account is turned off.</summary>
    public sealed record Disabled(User User) : CodeSignInResult;
}
