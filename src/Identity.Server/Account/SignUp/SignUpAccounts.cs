using Identity.Core.Challenges;
using Identity.Core.Users;
using Identity.Server.Account.Terms;

namespace Identity.Server.Account.SignUp;

/// <summary>Makes the account that waited for the proof of its address.</summary>
internal sealed class SignUpAccounts(ChallengeStore challenges, PendingSignUps pending, NewAccounts accounts, TermsAgreement terms, SignUpMetrics metrics)
{
    /// <summary>The person whom a sign-up makes; null when what waited can't be read any more.</summary>
    public User? PersonOf(Challenge challenge)
    {
        if (pending.Open(challenge.Payload) is not { } waiting) return null;

        var user = accounts.Describe(challenge.Destination, waiting.Name, waiting.Language);
        (user.PasswordHash, user.TermsVersion) = (waiting.PasswordHash, waiting.Terms?.Version);
        return user;
    }

    /// <summary>Uses the proof up and makes the account, inside the caller's transaction; false when somebody else was quicker.</summary>
    public async Task<bool> TryCreateAsync(Challenge challenge, User user, CancellationToken ct)
    {
        if (!await challenges.TryConsumeAsync(challenge, ct) || !await accounts.TryAddAsync(user, new { by = "sign-up" }, ct)) return false;
        if (pending.Open(challenge.Payload)?.Terms is { } accepted) terms.Add(user, accepted);
        return true;
    }

    /// <summary>When all of it is saved.</summary>
    public void Count() => metrics.Completed();
}
