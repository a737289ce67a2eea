namespace Identity.Core.Messaging;

/// <summary>Pauses that grow, and differ a little, so that what failed together is not tried together again.</summary>
internal static class RetryPause
{
    private const double Spread = 0.2;

    public static TimeSpan After(int attempts, OutboxOptions options)
    {
        var grown = options.FirstPause.TotalMilliseconds * Math.Pow(2, Math.Max(0, attempts - 1));
        var pause = Math.Min(grown, options.LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(pause * (1 - Spread + 2 * Spread * Random.Shared.NextDouble()));
    }
}
