namespace Identity.Core.Messaging.Webhooks;

/// <summary>Messages for other channels in the outbox.</summary>
public sealed class WebhookQueue(Outbox outbox, MessageSeal seal)
{
    /// <summary>Adds a message to the unit of work: the caller's save writes it with the change, or not at all.</summary>
    /// <param name="notice">What to send.</param>
    /// <param name="lifetime">How long it is of use.</param>
    public OutboxMessage Add(WebhookNotice notice, TimeSpan lifetime)
        => outbox.Add(OutboxKinds.Webhook, WebhookNotice.Version, seal.Close(OutboxKinds.Webhook, notice), lifetime);

    /// <summary>Opens what <see cref="Add"/> sealed.</summary>
    /// <exception cref="Keys.KeyEncryptionException">It was sealed with a key-encryption key that this process lacks.</exception>
    public WebhookNotice Open(OutboxMessage message) => seal.Open<WebhookNotice>(message);
}
