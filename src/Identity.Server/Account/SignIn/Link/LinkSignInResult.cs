using Identity.Core.Users;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>What became of a try to sign in with what was mailed.</summary>
internal abstract record LinkSignInResult
{
    private LinkSignInResult() { }

    /// <param name="User">Who is signed in.</param>
    /// <param name="Next">Where the browser goes on.</param>
    public sealed record Done(User User, string Next) : LinkSignInResult;

    public sealed record Wrong : LinkSignInResult;

    /// <summary>It counts no more: too many tries with this code, too late, used, or of nobody.</summary>
    public sealed record Over : LinkSignInResult;

    /// <summary>Answer 429 with Retry-After; counted alike for addresses that have an account and those that have none.</summary>
    public sealed record TooManyTries(TimeSpan RetryAfter) : LinkSignInResult;

    /// <summary>The proof was right, but the account is turned off.</summary>
    public sealed record Disabled(User User) : LinkSignInResult;
}
