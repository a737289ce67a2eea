using Identity.Core.Challenges;
using Identity.Core.Throttling;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Proofs;

/// <summary>Counts tries. Addresses come as lookup keys, numbers in E.164, known here or not. Hold no transaction while calling.</summary>
internal sealed class ProofLimits<TOptions>(AttemptCounters counters, IOptions<TOptions> options, TimeProvider clock)
    where TOptions : class, IProofOptions
{
    public int TriesPerCode => options.Value.TriesPerCode;

    /// <summary>
    /// How long no code for this account is looked at; null when one may be. Asking for ever new codes must not buy ever
    /// more guesses.
    /// </summary>
    public async Task<TimeSpan?> CountTryAsync(string address, CancellationToken ct)
    {
        var count = await counters.IncrementAsync(Key(address), options.Value.AccountWindow, ct);
        return count.Count > options.Value.TriesPerAccount ? count.Remaining : null;
    }

    /// <summary>After a proof: what was tried before it counts no more.</summary>
    public Task ForgetTriesAsync(string address, CancellationToken ct) => counters.ResetAsync([Key(address)], ct);

    /// <summary>How long to wait for another message; null when it may be sent.</summary>
    public TimeSpan? WaitBeforeResend(Challenge challenge)
    {
        var wait = challenge.SentAt + options.Value.ResendPause - clock.GetUtcNow().UtcDateTime;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static CounterKey Key(string address) => CounterKey.Of($"{TOptions.Purpose}.account", address);
}
