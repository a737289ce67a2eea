using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.Keys;

/// <summary>
/// Says how long a key that retires is kept. The worker deletes it, but only a server knows how long its tokens live. Each
/// server may put the day off, and none brings it forward, so servers with different settings are no harm.
/// </summary>
internal sealed class KeepRetiredKeys(IdentityDb db, LongestLives lives, IOptions<KeyOptions> options, TimeProvider clock)
{
    public async Task RunAsync(IEnumerable<LoadedKey> keys, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // What it makes no more can't come to live longer.
        var retiring = keys.Where(key => key.RetireAt is { } retireAt && (key.DeleteAt is null || retireAt > now)).ToList();
        foreach (var sameUse in retiring.GroupBy(key => key.Use))
        {
            var life = sameUse.Key == "enc" ? await lives.OfEncryptedAsync(ct) : await lives.OfSignedAsync(ct);
            foreach (var key in sameUse) await KeepUntilAsync(key, key.RetireAt!.Value + life + options.Value.Rotation.Margin, ct);
        }
    }

    private async Task KeepUntilAsync(LoadedKey key, DateTime until, CancellationToken ct)
    {
        if (key.DeleteAt >= until) return;

        // It may have been given another day to retire in between: that one will come here again.
        await db.SigningKeys
            .Where(row => row.KeyId == key.KeyId && row.RetireAt == key.RetireAt && (row.DeleteAt == null || row.DeleteAt < until))
            .ExecuteUpdateAsync(row => row.SetProperty(k => k.DeleteAt, until), ct);
    }
}
