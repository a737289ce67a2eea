using Identity.Core.Throttling;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.Device;

/// <summary>Counts codes as they are entered, before they are looked at: of guesses at once, too, no more than the limit is tried.</summary>
internal sealed class DeviceCodeTries(
    AttemptCounters counters, BrowserSessions browsers, IOptions<DeviceOptions> options, IOptions<SignInOptions> networks, IHttpContextAccessor http)
{
    /// <summary>How long to wait; null when the code may be looked at.</summary>
    public async Task<TimeSpan?> CountAsync(CancellationToken ct)
    {
        foreach (var (key, most) in await KeysAsync(ct))
        {
            var tries = await counters.IncrementAsync(key, options.Value.TriesWindow, ct);
            if (tries.Count > most) return tries.Remaining;
        }

        return null;
    }

    /// <summary>The code was right: it was no guess. Guesses before it stay counted, for anybody can have codes made.</summary>
    public async Task TakeBackAsync(CancellationToken ct)
    {
        foreach (var (key, _) in await KeysAsync(ct)) await counters.TakeBackAsync(key, ct);
    }

    private async Task<IReadOnlyList<(CounterKey Key, int Most)>> KeysAsync(CancellationToken ct)
    {
        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, null);
        List<(CounterKey, int)> keys = [(CounterKey.Of("device.network", origin.Network(networks.Value)), options.Value.TriesPerNetwork)];
        if (await browsers.FindAsync(ct) is { } browser) keys.Add((CounterKey.Of("device.browser", browser.Id.ToString()), options.Value.TriesPerBrowser));
        return keys;
    }
}
