namespace Identity.Server.Tests.Account.Timing;

/// <summary>Times of the same request for somebody known and somebody unknown, taken in pairs.</summary>
/// <param name="Known">In milliseconds.</param>
/// <param name="Unknown">In milliseconds, in the same order.</param>
internal sealed record PairedTimes(IReadOnlyList<double> Known, IReadOnlyList<double> Unknown)
{
    // Two-sided, p of 0.001.
    private const double CriticalZ = 3.29;
    private const double SmallestShare = 0.1;
    private const double SmallestMilliseconds = 2;

    /// <summary>The median of the differences.</summary>
    public double Difference => Median([.. Differences]);

    /// <summary>Whether somebody who measures can tell the two apart: significantly, and by more than a tenth or two milliseconds.</summary>
    public bool Tell => Math.Abs(Z) > CriticalZ && (Math.Abs(Difference) > SmallestMilliseconds || Math.Abs(Difference) > SmallestShare * Median(Unknown));

    /// <summary>The signed-rank statistic of Wilcoxon (1945) in standard deviations; normal for this many pairs.</summary>
    public double Z
    {
        get
        {
            var ranked = Differences.Where(d => d != 0).OrderBy(Math.Abs).ToList();
            double n = ranked.Count;
            var positive = ranked.Select((difference, i) => difference > 0 ? i + 1d : 0).Sum();
            return (positive - (n * (n + 1) / 4)) / Math.Sqrt(n * (n + 1) * ((2 * n) + 1) / 24);
        }
    }

    private IEnumerable<double> Differences => Known.Zip(Unknown, (known, unknown) => known - unknown);

    public override string ToString() => $"{Known.Count} pairs: unknown takes {Median(Unknown):0.00} ms, known {Difference:+0.00;-0.00} ms, z {Z:0.0}";

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
