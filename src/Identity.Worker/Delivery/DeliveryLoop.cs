using System.Buffers.Text;
using System.Security.Cryptography;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Delivery;

/// <summary>Takes due messages from the outbox and delivers them, several at a time, beside other workers.</summary>
internal sealed class DeliveryLoop(IServiceScopeFactory scopes, IOptions<OutboxOptions> options, TimeProvider clock, ILogger<DeliveryLoop> log) : BackgroundService
{
    // Unlike any other worker's, also after a restart on the same machine.
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(6))}";
    private readonly List<Task> _underway = [];
    private readonly CancellationTokenSource _halt = new();
    private string? _said;

    public override void Dispose()
    {
        _halt.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TakeAsync(stoppingToken);
                // With hands full, wait for a free one; else look again a little later.
                if (_underway.Count >= options.Value.BatchSize) await Task.WhenAny(_underway).WaitAsync(stoppingToken);
                else await Task.Delay(options.Value.PollInterval, clock, stoppingToken);
                _underway.RemoveAll(delivery => delivery.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is under way is finished, or given back for another worker.
            _halt.CancelAfter(options.Value.DrainTime);
            await Task.WhenAll(_underway);
        }
    }

    private async Task TakeAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var queue = scope.ServiceProvider.GetRequiredService<OutboxQueue>();
            // Not cancelled half-way: what was taken has to be known.
            ct.ThrowIfCancellationRequested();
            foreach (var message in await queue.ClaimAsync(_name, options.Value.BatchSize - _underway.Count, CancellationToken.None)) _underway.Add(DeliverAsync(message));
            _said = null;
        }
        // The database may be away, or behind until somebody has migrated.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var text = problem is DatabaseUnavailableException ? problem.Message : problem.GetBaseException().Message;
            if (_said != text) log.OutboxNotRead(text);
            _said = text;
        }
    }

    private async Task DeliverAsync(OutboxMessage message)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DeliverMessage>().RunAsync(message, _halt.Token);
        }
        catch (Exception problem)
        {
            // Nothing could be recorded; the lock ends by itself, and the message is tried again.
            log.OutcomeNotRecorded(problem, message.Id, message.Kind);
        }
    }
}
