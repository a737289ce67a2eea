using System.Text.Json;
using Identity.Core.Keys;

namespace Identity.Core.Messaging;

/// <summary>Closes messages that name people and carry codes: in the outbox they lie sealed with the key-encryption key.</summary>
public sealed class MessageSeal(KeyEncryption encryption)
{
    /// <summary>What is sealed at all; a message of one kind can't be passed off as one of another.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Purposes = new Dictionary<string, string>
    {
        [OutboxKinds.Email] = "email in the outbox",
        [OutboxKinds.Sms] = "text message in the outbox",
        [OutboxKinds.Webhook] = "webhook in the outbox",
    };

    internal SealedMessage Close<TNotice>(string kind, TNotice notice)
        => new(encryption.Encrypt(JsonSerializer.SerializeToUtf8Bytes(notice, JsonSerializerOptions.Web), Purposes[kind]));

    internal TNotice Open<TNotice>(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = JsonSerializer.Deserialize<SealedMessage>(message.Payload, JsonSerializerOptions.Web)!.Content;
        return JsonSerializer.Deserialize<TNotice>(encryption.Decrypt(content, Purposes[message.Kind]), JsonSerializerOptions.Web)!;
    }
}

/// <summary>The payload of such a message.</summary>
internal sealed record SealedMessage(byte[] Content);
