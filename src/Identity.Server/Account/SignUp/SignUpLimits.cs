using Identity.Core.Challenges;
using Identity.Core.Throttling;
using Identity.Core.Users;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp;

/// <summary>Counts the mails of sign-ups: of each, and to one address. Hold no transaction while calling.</summary>
internal sealed class SignUpLimits(AttemptCounters counters, IOptions<SignUpOptions> options, TimeProvider clock)
{
    /// <summary>How long a sign-up waits for its code.</summary>
    public TimeSpan Lifetime => options.Value.Lifetime;

    /// <summary>How long to wait for another mail; null when it may be sent.</summary>
    public TimeSpan? WaitBeforeResend(Challenge challenge)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (challenge.Sends >= options.Value.MailsPerSignUp) return challenge.ExpiresAt - now;
        var wait = challenge.SentAt + options.Value.ResendPause - now;
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Whether a mail may still go to this address, known here or not.</summary>
    public async Task<bool> CountMailAsync(string email, CancellationToken ct)
    {
        var count = await counters.IncrementAsync(CounterKey.Of("signup.address", LookupKeys.Normalize(email)!), options.Value.AddressWindow, ct);
        return count.Count <= options.Value.MailsPerAddress;
    }
}
