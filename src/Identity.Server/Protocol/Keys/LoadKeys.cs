using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Identity.Server.Protocol.Keys;

/// <summary>Reads the keys when the role starts; while the database is not there or behind, it tries again.</summary>
internal sealed class LoadKeys(IServiceScopeFactory scopes, TokenKeys keys, DataProtectionRing ring, TimeProvider clock, ILogger<LoadKeys> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private string? _said;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryLoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!keys.Ready)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            await TryLoadAsync(stoppingToken);
        }
    }

    private async Task TryLoadAsync(CancellationToken ct)
    {
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
            // The start verified the ring too, unless the tables came later.
            else ring.Verify();
            keys.Use(loaded);
        }
        // A wrong key does not become right by waiting; everything else may.
        catch (Exception problem) when (problem is not (KeyEncryptionException or OperationCanceledException))
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
