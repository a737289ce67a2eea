using Identity.Core.Throttling;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Proofs;

/// <summary>Counts requests and mails. Addresses come as lookup keys, known here or not. Hold no transaction while calling.</summary>
internal sealed class MailLimits<TOptions>(AttemptCounters counters, IOptions<TOptions> options, IOptions<SignInOptions> networks, IHttpContextAccessor http)
    where TOptions : class, IMailedProofOptions
{
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

    private static CounterKey Key(string what, string whose) => CounterKey.Of($"{TOptions.Purpose}.{what}", whose);
}
