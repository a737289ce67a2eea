using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Identity.Server.Protocol.Keys;

/// <summary>Reads the keys when the role starts and whenever configuration changes; while the database is not there or behind, it tries again.</summary>
internal sealed class LoadKeys(IServiceScopeFactory scopes, TokenKeys keys, DataProtectionRing ring, Catalog catalog, TimeProvider clock, ILogger<LoadKeys> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private IChangeToken? _changed;
    private bool _done;
    private string? _said;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryLoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            if (_done) await NextChangeAsync(stoppingToken);
            else await Task.Delay(Pause, clock, stoppingToken);
            await TryLoadAsync(stoppingToken);
        }
    }

    private async Task NextChangeAsync(CancellationToken ct)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _changed!.RegisterChangeCallback(_ => changed.TrySetResult(), null);
        await changed.Task.WaitAsync(ct);
    }

    private async Task TryLoadAsync(CancellationToken ct)
    {
        _done = false;
        _changed = catalog.GetChangeToken();
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            if ((await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().PendingAsync(ct)).Count > 0)
            {
                Say("the database is behind: run 'identity migrate'.");
                return;
            }

            var loaded = await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().LoadAsync(ct);
            if (loaded.Count == 0) Say("there are none yet: run 'identity migrate'.");
            else ring.Refresh();
            keys.Use(loaded);
            await scope.ServiceProvider.GetRequiredService<KeepRetiredKeys>().RunAsync(loaded, ct);
            _done = loaded.Count > 0;
        }
        // A wrong key does not become right by waiting, which stops the start; everything else may. Later the keys that were read go on.
        catch (Exception problem) when (problem is not OperationCanceledException && (keys.Ready || problem is not KeyEncryptionException))
        {
            Say(problem is DatabaseUnavailableException ? problem.Message : problem.GetBaseException().Message);
        }
    }

    // Once, and not every time it is tried.
    private void Say(string problem)
    {
        if (_said == problem) return;

        _said = problem;
        log.KeysNotRead(problem);
    }
}
