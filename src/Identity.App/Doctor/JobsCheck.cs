using Identity.Core.Data;
using Identity.Core.Leases;
using Microsoft.EntityFrameworkCore;

namespace Identity.App.Doctor;

/// <summary>Whether a worker does the jobs that nobody waits for, so that it would be long before somebody missed them.</summary>
internal sealed class JobsCheck(IdentityDb db, DatabaseMigration migration, DoctorOptions limits, TimeProvider clock)
{
    private const string Area = "jobs";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        try
        {
            if ((await migration.PendingAsync(ct)).Count > 0) return [];

            var runs = await db.JobRuns.AsNoTracking().OrderBy(run => run.Name).ToListAsync(ct);
            return runs.Count > 0 ? [.. runs.Select(Judge)] : [Finding.Warning(Area, "No worker has done any yet. Run the role worker on at least one machine.")];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database has a finding of its own.
            return [];
        }
    }

    private Finding Judge(JobRun run)
    {
        var when = $"{run.FinishedAt:yyyy-MM-dd HH:mm:ss}Z";
        if (!run.Succeeded) return Finding.Warning(Area, $"{run.Name} failed at {when}, and is tried again: {run.Outcome}");

        return clock.GetUtcNow().UtcDateTime - run.FinishedAt <= limits.LongestJobPause
            ? Finding.Ok(Area, $"{run.Name} ran at {when}. {run.Outcome}")
            : Finding.Warning(Area, $"{run.Name} has not run since {when}. Is the role worker running?");
    }
}
