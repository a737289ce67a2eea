using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Identity.Worker.Housekeeping;

/// <summary>What housekeeping did, and what it has not got round to.</summary>
internal sealed class HousekeepingMetrics
{
    public const string MeterName = "Identity.Housekeeping";

    private readonly Counter<long> _rows;
    private readonly ConcurrentDictionary<string, int> _backlog = new();

    public HousekeepingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _rows = meter.CreateCounter<long>("identity.housekeeping.rows", "{row}", "Rows that were deleted because they were over.");
        meter.CreateObservableGauge(
            "identity.housekeeping.backlog",
            () => _backlog.Select(left => new Measurement<int>(left.Value, new KeyValuePair<string, object?>("table", left.Key))),
            "{row}",
            "Rows that are over and still there after the last run.");
    }

    public void Deleted(string table, int rows) => _rows.Add(rows, new KeyValuePair<string, object?>("table", table));

    public void Left(string table, int rows) => _backlog[table] = rows;
}
