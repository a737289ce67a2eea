using Identity.Core.Challenges;
using Identity.Core.Throttling;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Counts requests, mails and tries. Addresses come as lookup keys, known here or not. Hold no transaction while calling.</summary>
internal sealed class ResetLimits(
    AttemptCounters counters, IOptions<PasswordResetOptions> options, IOptions<SignInOptions> networks, IHttpContextAccessor http, TimeProvider clock)
{
    public TimeSpan Lifetime => options.Value.LinkLifetime;

    public int TriesPerCode => options.Value.TriesPerCode;

    /// <summary>How long to wait; null when another request may be made from this network.</summary>
    public async Task<TimeSpan?> CountRequestAsync(CancellationToken ct)
    {
        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, null);
        var count = await counters.IncrementAsync(CounterKey.Of("reset.network", origin.Network(networks.Value)), options.Value.NetworkWindow, ct);
        return count.Count > options.Value.RequestsPerNetwork ? count.Remaining : null;
    }

    /// <summary>Whether a mail may still go to this address.</summary>
    public async Task<bool> CountMailAsync(string address, CancellationToken ct)
        => (await counters.IncrementAsync(CounterKey.Of("reset.address", address), options.Value.AddressWindow, ct)).Count <= options.Value.MailsPerAddress;

    /// <summary>Whether a code for this account may still be looked at: asking for ever new codes must not buy ever more guesses.</summary>
    public async Task<bool> CountTryAsync(string address, CancellationToken ct)
        => (await counters.IncrementAsync(CounterKey.Of("reset.account", address), options.Value.AccountWindow, ct)).Count <= options.Value.TriesPerAccount;

    /// <summary>How long to wait for another mail; null when it may be sent.</summary>
    public TimeSpan? WaitBeforeResend(Challenge challenge)
    {
        var wait = challenge.SentAt + options.Value.ResendPause - clock.GetUtcNow().UtcDateTime;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
