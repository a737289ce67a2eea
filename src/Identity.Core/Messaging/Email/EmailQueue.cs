namespace Identity.Core.Messaging.Email;

/// <summary>E-mails in the outbox.</summary>
public sealed class EmailQueue(Outbox outbox, MessageSeal seal)
{
    /// <summary>Adds an e-mail to the unit of work: the caller's save writes it with the change, or not at all.</summary>
    /// <param name="notice">What to send.</param>
    /// <param name="lifetime">How long it is of use: a mail whose code has expired is not sent.</param>
    public OutboxMessage Add(EmailNotice notice, TimeSpan lifetime) => outbox.Add(OutboxKinds.Email, EmailNotice.Version, seal.Close(OutboxKinds.Email, notice), lifetime);

    /// <summary>Opens what <see cref="Add"/> sealed.</summary>
    /// <exception cref="Keys.KeyEncryptionException">It was sealed with a key-encryption key that this process lacks.</exception>
    public EmailNotice Open(OutboxMessage message) => seal.Open<EmailNotice>(message);
}
