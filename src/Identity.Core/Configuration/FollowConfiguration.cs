using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Core.Configuration;

/// <summary>Sees the changes that other nodes make.</summary>
internal sealed class FollowConfiguration(Catalog catalog, ChangePush push, IOptions<CatalogOptions> options, ILogger<FollowConfiguration> log) : BackgroundService
{
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nobody waits for Redis: until it is there, the pause alone counts.
        _ = push.ListenAsync();
        while (true)
        {
            // Not a periodic timer: a clock that jumps days ahead is to wake this once, and not for each interval in between.
            if (await push.WaitAsync(options.Value.PollInterval, stoppingToken)) log.ChangeHeard();
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
