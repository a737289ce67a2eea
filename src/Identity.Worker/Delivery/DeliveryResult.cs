using Identity.Core.Messaging;

namespace Identity.Worker.Delivery;

/// <summary>Delivers one kind of message; registered under that kind. A try that takes too long is cancelled.</summary>
internal delegate Task<DeliveryResult> Deliver(OutboxMessage message, CancellationToken ct);

/// <summary>What came of a try, in words for an operator: no secrets, and nothing that a receiver could write into them.</summary>
internal abstract record DeliveryResult(string Outcome)
{
    public sealed record Done(string Outcome) : DeliveryResult(Outcome);

    /// <summary>It may work later.</summary>
    public sealed record Retry(string Outcome) : DeliveryResult(Outcome);

    /// <summary>It will never work.</summary>
    public sealed record Failed(string Outcome) : DeliveryResult(Outcome);
}
