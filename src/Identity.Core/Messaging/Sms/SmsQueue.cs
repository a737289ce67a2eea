namespace Identity.Core.Messaging.Sms;

/// <summary>
/// Text messages in the outbox. Who queues one that a person asked for asks <see cref="SmsLimits"/> first.
/// </summary>
public sealed class SmsQueue(Outbox outbox, MessageSeal seal)
{
    /// <summary>Adds a message to the unit of work: the caller's save writes it with the change, or not at all.</summary>
    /// <param name="notice">What to send.</param>
    /// <param name="lifetime">How long it is of use: a message whose code has expired is not sent.</param>
    public OutboxMessage Add(SmsNotice notice, TimeSpan lifetime) => outbox.Add(OutboxKinds.Sms, SmsNotice.Version, seal.Close(OutboxKinds.Sms, notice), lifetime);

    /// <summary>Opens what <see cref="Add"/> sealed.</summary>
    /// <exception cref="Keys.KeyEncryptionException">It was sealed with a key-encryption key that this process lacks.</exception>
    public SmsNotice Open(OutboxMessage message) => seal.Open<SmsNotice>(message);
}
