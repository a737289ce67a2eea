namespace Identity.Benchmarks.Measuring;

/// <param name="Processor">Server time of one operation, in microseconds.</param>
/// <param name="Allocated">Bytes of one operation.</param>
/// <param name="PerSecond">Operations.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="Slowest">Milliseconds that 99 of 100 stay under.</param>
internal sealed record Sample(double Processor, double Allocated, double PerSecond, double Median, double Slowest)
{
    /// <summary>Each number in the middle of its rounds: one round that was disturbed does not count.</summary>
    public static Sample Middle(IReadOnlyList<Sample> rounds) => new(
        Of(rounds, r => r.Processor), Of(rounds, r => r.Allocated), Of(rounds, r => r.PerSecond), Of(rounds, r => r.Median), Of(rounds, r => r.Slowest));

    private static double Of(IReadOnlyList<Sample> rounds, Func<Sample, double> number) => rounds.Select(number).Order().ElementAt(rounds.Count / 2);
}
