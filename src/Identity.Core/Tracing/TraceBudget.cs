using System.Net;
using System.Net.Sockets;

namespace Identity.Core.Tracing;

/// <summary>Counts the traces of the running minute, so that nobody can fill the table. Its own size is bounded too.</summary>
internal sealed class TraceBudget(TimeProvider clock, TraceOptions options)
{
    private const int MaxCounted = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _minute;
    private int _total;

    public bool Take(string? clientId, string? ipAddress)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var key = clientId is null ? "network " + NetworkOf(ipAddress) : "client " + clientId;
        lock (_lock)
        {
            if (_minute != minute)
            {
                (_minute, _total) = (minute, 0);
                _counts.Clear();
            }

            // Those that find no place of their own share one.
            if (_counts.Count >= MaxCounted && !_counts.ContainsKey(key)) key = "";

            var count = _counts.GetValueOrDefault(key);
            if (_total >= options.PerMinute || count >= options.PerClientAndMinute) return false;

            _counts[key] = count + 1;
            _total++;
            return true;
        }
    }

    // One household or attacker has a whole /64 of IPv6 addresses.
    private static string NetworkOf(string? ipAddress)
    {
        if (!IPAddress.TryParse(ipAddress, out var address)) return "";

        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return new IPNetwork(Masked(address, out var prefix), prefix).ToString();
    }

    private static IPAddress Masked(IPAddress address, out int prefix)
    {
        var bytes = address.GetAddressBytes();
        prefix = address.AddressFamily == AddressFamily.InterNetworkV6 ? 64 : 24;
        Array.Clear(bytes, prefix / 8, bytes.Length - prefix / 8);
        return new IPAddress(bytes);
    }
}
