using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Core.Configuration;

/// <summary>Sees the changes that other nodes make.</summary>
internal sealed class FollowConfiguration(Catalog catalog, IOptions<CatalogOptions> options, TimeProvider clock, ILogger<FollowConfiguration> log) : BackgroundService
{
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await catalog.CheckAsync(stoppingToken);
                _failing = false;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // Once, and not every time it is tried.
                if (!_failing) log.VersionNotRead(problem.GetBaseException().Message);
                _failing = true;
            }
        }
    }
}
