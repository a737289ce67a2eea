using Identity.Core.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Delivery;

/// <summary>One try to deliver one message, and the record of what came of it.</summary>
internal sealed class DeliverMessage(
    IServiceProvider services, OutboxQueue queue, OutboxOutcomes outcomes, DeliveryMetrics metrics, IOptions<OutboxOptions> options, TimeProvider clock, ILogger<DeliverMessage> log)
{
    /// <param name="message">What this worker took.</param>
    /// <param name="halt">The worker stops and can wait no longer.</param>
    public async Task RunAsync(OutboxMessage message, CancellationToken halt)
    {
        var result = await TryAsync(message, halt);
        metrics.Count(message.Kind, result);
        switch (result)
        {
            case null:
                await queue.ReleaseAsync(message, CancellationToken.None);
                break;
            case DeliveryResult.Done done:
                await outcomes.DeliveredAsync(message, done.Outcome, CancellationToken.None);
                break;
            case DeliveryResult.Retry retry:
                await outcomes.FailedAsync(message, retry.Outcome, CancellationToken.None);
                break;
            case DeliveryResult.Failed failed:
                log.GivenUp(message.Id, message.Kind, failed.Outcome);
                await outcomes.DeadAsync(message, failed.Outcome, CancellationToken.None);
                break;
        }
    }

    /// <summary>Null when the worker stopped meanwhile.</summary>
    private async Task<DeliveryResult?> TryAsync(OutboxMessage message, CancellationToken halt)
    {
        if (message.ExpiresAt <= clock.GetUtcNow().UtcDateTime) return new DeliveryResult.Failed("It could not be delivered in time and is of no use any more.");
        if (message.Attempts > options.Value.MaxAttempts) return new DeliveryResult.Failed($"The worker stopped at each of {options.Value.MaxAttempts} tries to deliver it.");
        if (services.GetKeyedService<Deliver>(message.Kind) is not { } deliver) return new DeliveryResult.Failed($"No worker delivers messages of the kind '{message.Kind}'.");

        using var timeout = new CancellationTokenSource(options.Value.DeliveryTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(halt, timeout.Token);
        try
        {
            return await deliver(message, either.Token);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new DeliveryResult.Retry($"No answer within {options.Value.DeliveryTimeout.TotalSeconds:0} seconds.");
        }
        catch (Exception problem)
        {
            log.TryFailed(problem, message.Id, message.Kind);
            return new DeliveryResult.Retry($"An error of our own: {problem.GetType().Name}; the log says more.");
        }
    }
}
