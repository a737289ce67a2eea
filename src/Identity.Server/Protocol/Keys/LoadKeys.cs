using Identity.Core.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Identity.Server.Protocol.Keys;

/// <summary>Reads the keys when the role starts; while the database is not there or behind, it tries again.</summary>
internal sealed class LoadKeys(IServiceScopeFactory scopes, TokenKeys keys, TimeProvider clock, ILogger<LoadKeys> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

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
            var ring = scope.ServiceProvider.GetRequiredService<SigningKeyRing>();
            keys.Use(await ring.LoadAsync(ct));
        }
        catch (System.Data.Common.DbException problem)
        {
            log.KeysNotRead(problem.Message);
        }
    }
}
