using Identity.Core.Challenges;
using Identity.Core.Throttling;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.MailedProofs;

/// <summary>Counts requests, mails and tries. Addresses come as lookup keys, known here or not. Hold no transaction while calling.</summary>
internal sealed class ProofLimits<TOptions>(
    AttemptCounters counters, IOptions<TOptions> options, IOptions<SignInOptions> networks, IHttpContextAccessor http, TimeProvider clock)
    where TOptions : class, IMailedProofOptions
{
    public TimeSpan Lifetime => options.Value.LinkLifetime;

    public int TriesPerCode => options.Value.TriesPerCode;

    /// <summary>How long to wait; null when another request may be made from this network.</summary>
    public async Task<TimeSpan?> CountRequestAsync(CancellationToken ct)
    {
        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, null);
        var count = await counters.IncrementAsync(Key("network", origin.Network(networks.Value)), options.Value.NetworkWindow, ct);
        return count.Count > options.Value.RequestsPerNetwork ? count.Remaining : null;
    }

    /// <summary>Whether a mail may still go to this address.</summary>
    public async Task<bool> CountMailAsync(string address, CancellationToken ct)
        => (await counters.IncrementAsync(Key("address", address), options.Value.AddressWindow, ct)).Count <= options.Value.MailsPerAddress;

    /// <summary>
    /// How long no code for this account is looked at; null when one may be. Asking for ever new codes must not buy ever
    /// more guesses.
    /// </summary>
    public async Task<TimeSpan?> CountTryAsync(string address, CancellationToken ct)
    {
        var count = await counters.IncrementAsync(Key("account", address), options.Value.AccountWindow, ct);
        return count.Count > options.Value.TriesPerAccount ? count.Remaining : null;
    }

    /// <summary>After a proof: what was tried before it counts no more.</summary>
    public Task ForgetTriesAsync(string address, CancellationToken ct) => counters.ResetAsync([Key("account", address)], ct);

    /// <summary>How long to wait for another mail; null when it may be sent.</summary>
    public TimeSpan? WaitBeforeResend(Challenge challenge)
    {
        var wait = challenge.SentAt + options.Value.ResendPause - clock.GetUtcNow().UtcDateTime;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static CounterKey Key(string what, string whose) => CounterKey.Of($"{TOptions.Purpose}.{what}", whose);
}
