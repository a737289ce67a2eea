using Identity.Core.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Delivery;

/// <summary>Looks now and then how much waits, so that those who read the metrics don't ask the database.</summary>
internal sealed class MeasureBacklog(IServiceScopeFactory scopes, DeliveryMetrics metrics, IOptions<OutboxOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            metrics.Show(await LookAsync(stoppingToken));
            await Task.Delay(options.Value.MeasureInterval, clock, stoppingToken);
        }
    }

    private async Task<OutboxBacklog?> LookAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<OutboxQueue>().BacklogAsync(ct);
        }
        // The delivery meets the same problem and reports it.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return null;
        }
    }
}
