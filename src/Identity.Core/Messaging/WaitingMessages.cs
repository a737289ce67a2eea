using System.Runtime.CompilerServices;
using System.Text.Json;
using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Messaging;

/// <summary>Sealed messages that wait in the outbox, for a change of the key-encryption key. Nobody opens those that are finished.</summary>
public sealed class WaitingMessages(IdentityDb db, KeyEncryption encryption)
{
    private const int BatchSize = 200;

    /// <summary>How many need another key than the first.</summary>
    internal async Task<int> CountOldAsync(CancellationToken ct)
    {
        var count = 0;
        await foreach (var _ in OldAsync(ct)) count++;
        return count;
    }

    /// <summary>Encrypts them anew, each by itself: a worker may deliver them meanwhile.</summary>
    internal async Task<int> EncryptAnewAsync(CancellationToken ct)
    {
        var count = 0;
        await foreach (var (id, kind, content) in OldAsync(ct))
        {
            var purpose = MessageSeal.Purposes[kind];
            var payload = JsonSerializer.Serialize(new SealedMessage(encryption.Encrypt(encryption.Decrypt(content, purpose), purpose)), JsonSerializerOptions.Web);
            count += await db.OutboxMessages.Where(message => message.Id == id).ExecuteUpdateAsync(set => set.SetProperty(message => message.Payload, payload), ct);
        }

        return count;
    }

    private async IAsyncEnumerable<(Guid Id, string Kind, byte[] Content)> OldAsync([EnumeratorCancellation] CancellationToken ct)
    {
        string[] kinds = [.. MessageSeal.Purposes.Keys];
        var waiting = await db.OutboxMessages
            .Where(message => kinds.Contains(message.Kind) && message.Status == OutboxStatus.Pending)
            .Select(message => message.Id).ToListAsync(ct);
        foreach (var ids in waiting.Chunk(BatchSize))
        {
            var batch = await db.OutboxMessages.Where(message => ids.Contains(message.Id)).Select(message => new { message.Id, message.Kind, message.Payload }).ToListAsync(ct);
            foreach (var message in batch)
            {
                var content = JsonSerializer.Deserialize<SealedMessage>(message.Payload, JsonSerializerOptions.Web)!.Content;
                if (!encryption.IsUnderFirst(content)) yield return (message.Id, message.Kind, content);
            }
        }
    }
}
