using System.Diagnostics.Metrics;
using Identity.Core.Messaging;

namespace Identity.Worker.Delivery;

/// <summary>Counts tries to deliver, and shows what waits as it was when it was last looked at.</summary>
internal sealed class DeliveryMetrics
{
    private readonly Counter<long> _messages;
    private readonly TimeProvider _clock;
    private OutboxBacklog? _backlog;

    public DeliveryMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create("Identity.Worker");
        _messages = meter.CreateCounter<long>("identity.outbox.messages", "{try}", "Tries to deliver a message, by its kind and what came of it");
        meter.CreateObservableGauge("identity.outbox.backlog", Backlog, "{message}", "Messages that are due and not delivered");
        meter.CreateObservableGauge("identity.outbox.oldest_age", OldestAge, "s", "How long the message that is due longest has been due");
    }

    public void Count(string kind, DeliveryResult? result) => _messages.Add(1, KeyValuePair.Create<string, object?>("kind", kind), KeyValuePair.Create<string, object?>("outcome", result switch
    {
        null => "released",
        DeliveryResult.Done => "delivered",
        DeliveryResult.Retry => "failed",
        _ => "given_up",
    }));

    public void Show(OutboxBacklog? backlog) => Volatile.Write(ref _backlog, backlog);

    // Nothing is better than a number that is no longer true: the database could not be asked.
    private IEnumerable<Measurement<int>> Backlog() => Volatile.Read(ref _backlog) is { } seen ? [new(seen.Count)] : [];

    private IEnumerable<Measurement<double>> OldestAge()
        => Volatile.Read(ref _backlog) is { } seen ? [new(seen.Oldest is { } due ? Math.Max(0, (_clock.GetUtcNow().UtcDateTime - due).TotalSeconds) : 0)] : [];
}
