using System.Text.Json;
using Identity.Core.Keys;

namespace Identity.Core.Messaging.Email;

/// <summary>E-mails in the outbox. They name people and carry codes, so they lie there sealed with the key-encryption key.</summary>
public sealed class EmailQueue(Outbox outbox, KeyEncryption encryption)
{
    internal const string Purpose = "email in the outbox";

    internal sealed record SealedEmail(byte[] Content);

    /// <summary>Adds an e-mail to the unit of work: the caller's save writes it with the change, or not at all.</summary>
    /// <param name="notice">What to send.</param>
    /// <param name="lifetime">How long it is of use: a mail whose code has expired is not sent.</param>
    public OutboxMessage Add(EmailNotice notice, TimeSpan lifetime)
    {
        var content = encryption.Encrypt(JsonSerializer.SerializeToUtf8Bytes(notice, JsonSerializerOptions.Web), Purpose);
        return outbox.Add(OutboxKinds.Email, EmailNotice.Version, new SealedEmail(content), lifetime);
    }

    /// <summary>Opens what <see cref="Add"/> sealed.</summary>
    /// <exception cref="KeyEncryptionException">It was sealed with a key-encryption key that this process lacks.</exception>
    public EmailNotice Open(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = JsonSerializer.Deserialize<SealedEmail>(message.Payload, JsonSerializerOptions.Web)!.Content;
        return JsonSerializer.Deserialize<EmailNotice>(encryption.Decrypt(content, Purpose), JsonSerializerOptions.Web)!;
    }
}
