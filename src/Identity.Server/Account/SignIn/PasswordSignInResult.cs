using Identity.Core.Users;

namespace Identity.Server.Account.SignIn;

/// <summary>What became of a try to sign in with a password.</summary>
public abstract record PasswordSignInResult
{
    private PasswordSignInResult() { }

    public sealed record Success(User User) : PasswordSignInResult;

    /// <summary>A wrong password, nobody of that name, or a locked account: nobody outside may tell which.</summary>
    public sealed record Rejected : PasswordSignInResult;

    /// <summary>Answer 429 with Retry-After; counted alike for names that exist and names that don't.</summary>
    public sealed record TooManyTries(TimeSpan RetryAfter) : PasswordSignInResult;

    /// <summary>The password was right, but the account is turned off.</summary>
    public sealed record Disabled(User User) : PasswordSignInResult;

    /// <summary>Answer 503 with Retry-After.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : PasswordSignInResult;
}
