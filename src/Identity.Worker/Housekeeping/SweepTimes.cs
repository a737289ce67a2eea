namespace Identity.Worker.Housekeeping;

/// <summary>Remembers when this process last swept.</summary>
internal sealed class SweepTimes(TimeProvider clock)
{
    private long? _last;

    /// <summary>Whether it is time again; then it counts as done.</summary>
    public bool IsDue(TimeSpan interval)
    {
        if (_last is { } last && clock.GetElapsedTime(last) < interval) return false;

        _last = clock.GetTimestamp();
        return true;
    }
}
