using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Identity.Core.Data;

/// <summary>Healthy while the database answers and is not behind this program. Asked often, so an answer holds for a moment.</summary>
internal sealed class DatabaseHealthCheck(IServiceScopeFactory scopes, TimeProvider clock) : IHealthCheck, IDisposable
{
    public const string Name = "database";
    public const string Ready = "ready";

    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1);
    private (HealthCheckResult Result, long At)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(last.At) < Holds) return last.Result;

            var result = await AskAsync(cancellationToken);
            _last = (result, clock.GetTimestamp());
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> AskAsync(CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Timeout);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var pending = await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().PendingAsync(timeout.Token);
            return pending.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The database is {pending.Count} migrations behind this program: run 'identity migrate'.");
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy(failure is DatabaseUnavailableException ? failure.Message : "The database doesn't answer.", failure);
        }
    }
}
