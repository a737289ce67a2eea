using System.Diagnostics.Metrics;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>How long password checks wait for their turn, and how many do.</summary>
internal sealed class HashingMetrics
{
    private readonly Histogram<double> _wait;
    private readonly UpDownCounter<int> _queue;

    public HashingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Identity.Core");
        _wait = meter.CreateHistogram(
            "identity.password_hashing.wait", "s", "How long a password check waited for its turn",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.05, 0.1, 0.25, 0.5, 1, 2, 5] });
        _queue = meter.CreateUpDownCounter<int>("identity.password_hashing.queue", "{check}", "Password checks that wait for their turn");
    }

    public void Entered(TimeSpan waited) => _wait.Record(waited.TotalSeconds, KeyValuePair.Create<string, object?>("result", "entered"));

    /// <summary>Waited as long as it may, and was sent away.</summary>
    public void Refused(TimeSpan waited) => _wait.Record(waited.TotalSeconds, KeyValuePair.Create<string, object?>("result", "refused"));

    /// <summary>Counts one that waits until it is disposed.</summary>
    public IDisposable Queue()
    {
        _queue.Add(1);
        return new Queued(_queue);
    }

    private sealed class Queued(UpDownCounter<int> queue) : IDisposable
    {
        public void Dispose() => queue.Add(-1);
    }
}
