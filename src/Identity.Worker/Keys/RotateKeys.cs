using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Keys.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Keys;

/// <summary>Does what is due in the life of the keys. Beside other workers it is no harm: the database takes each key once.</summary>
internal sealed class RotateKeys(IServiceScopeFactory scopes, IOptions<KeyOptions> options, TimeProvider clock, ILogger<RotateKeys> log) : BackgroundService
{
    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await RunAsync(stoppingToken);
            await Task.Delay(options.Value.Rotation.CheckInterval, clock, stoppingToken);
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var changed = await scope.ServiceProvider.GetRequiredService<KeyRotation>().RunAsync(ct)
                + await scope.ServiceProvider.GetRequiredService<RingKeys>().RunAsync(ct);
            if (changed > 0) log.KeysRotated(changed);
            _said = null;
        }
        // The database may be away, or behind until somebody has migrated; weeks are left until a key has to be there.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var text = problem is DatabaseUnavailableException ? problem.Message : problem.GetBaseException().Message;
            if (_said != text) log.KeysNotRotated(text);
            _said = text;
        }
    }
}
