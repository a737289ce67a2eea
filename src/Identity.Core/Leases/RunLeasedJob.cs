using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Identity.Core.Leases;

/// <summary>Runs a job under its lease, in a scope of its own each time. A failure is told and tried again.</summary>
internal sealed class RunLeasedJob<TJob>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TJob> log) : BackgroundService
    where TJob : class, ILeasedJob
{
    // Longer than any statement of a job may take; a job that runs longer prolongs it.
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var interval = await TryAsync(stoppingToken);
            // Not a periodic timer: a clock that jumps ahead is to wake this once.
            await Task.Delay(interval, clock, stoppingToken);
        }
    }

    private async Task<TimeSpan> TryAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var job = scope.ServiceProvider.GetRequiredService<TJob>();
        try
        {
            var leases = scope.ServiceProvider.GetRequiredService<LeaseStore>();
            if (await leases.TryAcquireAsync(TJob.Name, LeaseTime, ct) is not { } lease) return job.Interval;

            try
            {
                await RunAsync(scope.ServiceProvider, job, lease, ct);
            }
            finally
            {
                await leases.ReleaseAsync(lease, CancellationToken.None);
            }

            _said = null;
        }
        // The database may be away, or behind until somebody has migrated.
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            var text = problem.GetBaseException().Message;
            if (_said != text) log.JobFailed(TJob.Name, text);
            _said = text;
        }

        return job.Interval;
    }

    private async Task RunAsync(IServiceProvider services, TJob job, HeldLease lease, CancellationToken ct)
    {
        var started = clock.GetUtcNow().UtcDateTime;
        try
        {
            await RecordAsync(services, started, true, await job.RunAsync(lease, ct));
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            await RecordAsync(services, started, false, problem.GetBaseException().Message);
            throw;
        }
    }

    private async Task RecordAsync(IServiceProvider services, DateTime started, bool succeeded, string outcome)
    {
        var db = services.GetRequiredService<IdentityDb>();
        db.ChangeTracker.Clear();
        var name = TJob.Name;
        var run = await db.JobRuns.SingleOrDefaultAsync(r => r.Name == name);
        if (run is null) db.JobRuns.Add(run = new JobRun { Name = name, Outcome = "" });
        (run.StartedAt, run.FinishedAt, run.Succeeded) = (started, clock.GetUtcNow().UtcDateTime, succeeded);
        run.Outcome = outcome.Length <= Lengths.Description ? outcome : outcome[..Lengths.Description];
        await db.SaveChangesAsync();
    }
}
