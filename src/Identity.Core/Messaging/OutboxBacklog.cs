namespace Identity.Core.Messaging;

/// <summary>What waits in the outbox.</summary>
/// <param name="Count">Messages that are due, counted up to <see cref="Most"/>.</param>
/// <param name="Oldest">Since when the first of them has been due.</param>
public sealed record OutboxBacklog(int Count, DateTime? Oldest)
{
    /// <summary>Beyond it the exact number tells nothing and costs the database much.</summary>
    public const int Most = 10_000;
}
