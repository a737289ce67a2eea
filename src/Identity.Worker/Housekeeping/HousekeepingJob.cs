using Identity.Core.Data;
using Identity.Core.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Housekeeping;

/// <summary>Deletes what is over, in small statements with pauses between them, on one worker at a time.</summary>
internal sealed class HousekeepingJob(
    IdentityDb db, Prunings prunings, LeaseStore leases, SweepTimes sweeps, HousekeepingMetrics metrics, IOptions<HousekeepingOptions> options, TimeProvider clock)
    : ILeasedJob
{
    private const int CountNoFurther = 100_000;
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private bool _moreIsDue;

    public static string Name => "housekeeping";

    /// <summary>A run whose time was up goes on at once: until then others could have had the lease.</summary>
    public TimeSpan Interval => _moreIsDue ? options.Value.BatchPause : options.Value.Interval;

    public async Task<string> RunAsync(HeldLease lease, CancellationToken ct)
    {
        var run = new Run(lease, clock.GetTimestamp());
        List<string> done = [];
        foreach (var pruning in prunings.Always().Concat(sweeps.IsDue(options.Value.GrantSweepInterval) ? prunings.Sweeps() : []))
        {
            var rows = await PruneAsync(pruning, run, ct);
            if (rows > 0) done.Add($"{pruning.Name} {rows}");
        }

        return (done.Count == 0 ? "Nothing was due." : $"Deleted: {string.Join(", ", done)}.") + (run.IsOver ? " Stopped early; the next run goes on." : "");
    }

    private async Task<int> PruneAsync(IPruning pruning, Run run, CancellationToken ct)
    {
        var (sum, batch) = (0, options.Value.BatchSize);
        while (!run.IsOver && batch == options.Value.BatchSize)
        {
            if (clock.GetElapsedTime(run.StartedAt) > options.Value.LongestRun) run.IsOver = _moreIsDue = true;
            else if (!await RenewAsync(run, ct)) run.IsOver = true;
            else
            {
                batch = await DeleteAsync(pruning, run, ct);
                sum += batch;
                metrics.Deleted(pruning.Name, batch);
                if (batch == options.Value.BatchSize) await Task.Delay(options.Value.BatchPause, clock, ct);
            }
        }

        metrics.Left(pruning.Name, run.IsOver ? await pruning.CountAsync(db, Now, CountNoFurther, ct) : 0);
        return sum;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<int> DeleteAsync(IPruning pruning, Run run, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The lease cannot change hands before the commit.
        if (!await leases.HoldsAsync(run.Lease, ct))
        {
            run.IsOver = true;
            return 0;
        }

        var rows = await pruning.DeleteAsync(db, Now, options.Value.BatchSize, ct);
        await transaction.CommitAsync(ct);
        return rows;
    }

    private async Task<bool> RenewAsync(Run run, CancellationToken ct)
    {
        if (clock.GetElapsedTime(run.RenewedAt) < Renewal) return true;

        run.RenewedAt = clock.GetTimestamp();
        return await leases.TryAcquireAsync(Name, LeaseTime, ct) == run.Lease;
    }

    private sealed class Run(HeldLease lease, long startedAt)
    {
        public HeldLease Lease { get; } = lease;

        public long StartedAt { get; } = startedAt;

        public long RenewedAt { get; set; } = startedAt;

        /// <summary>The time is up, or another worker has the lease.</summary>
        public bool IsOver { get; set; }
    }
}
