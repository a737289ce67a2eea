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
        while (true)
        {
            // Not a periodic timer: a clock that jumps days ahead is to wake this once, and not for each interval in between.
            await Task.Delay(options.Value.PollInterval, clock, stoppingToken);
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
