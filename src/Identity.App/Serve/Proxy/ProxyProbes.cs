using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Identity.App.Serve.Proxy;

/// <summary>
/// Numbers that <c>identity doctor</c> sends through the public address, and how the server saw the request of each. A
/// number that this process did not give out a moment ago means nothing.
/// </summary>
internal sealed class ProxyProbes(TimeProvider clock)
{
    private const int MostAtOnce = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Probe> probes = new();

    /// <summary>A new number, or null when too many are under way.</summary>
    public string? Start()
    {
        foreach (var (number, probe) in probes)
        {
            if (clock.GetElapsedTime(probe.Started) > Lifetime) probes.TryRemove(number, out _);
        }

        var next = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return probes.Count < MostAtOnce && probes.TryAdd(next, new Probe(clock.GetTimestamp(), null)) ? next : null;
    }

    /// <summary>Whether a request with this number is waited for.</summary>
    public bool Awaits(string number) => probes.TryGetValue(number, out var probe) && probe.Seen is null && clock.GetElapsedTime(probe.Started) <= Lifetime;

    public void Note(string number, SeenRequest seen)
    {
        if (probes.TryGetValue(number, out var probe)) probes.TryUpdate(number, probe with { Seen = seen }, probe);
    }

    /// <summary>How the request was seen; null when it did not come. Either way the number is used up.</summary>
    public SeenRequest? Take(string number) => probes.TryRemove(number, out var probe) ? probe.Seen : null;

    private sealed record Probe(long Started, SeenRequest? Seen);
}
