using Identity.Core.Audit;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Core.Keys.Rotation;

/// <summary>Announces the next keys when they are due, and deletes those that nothing needs any more.</summary>
public sealed class KeyRotation(IdentityDb db, KeyMaker maker, AuditLog audit, IOptions<KeyOptions> options, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Does what is due. Two at once are no harm: the database takes each generation once.</summary>
    /// <returns>How many keys were announced and deleted.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var changed = 0;
        foreach (var kind in await KindsAsync(ct))
        {
            if (KeyLife.IsNextDue(kind.Max(key => key.ActivateAt), Now, options.Value.Rotation) && await AnnounceAsync(kind, AuditActor.System, ct) is not null) changed++;
        }

        foreach (var kind in await KindsAsync(ct)) changed += await DeleteAsync(kind, ct);
        return changed;
    }

    /// <summary>Announces the next key of every kind, unless one is announced already.</summary>
    /// <returns>The keys that are announced now.</returns>
    public async Task<IReadOnlyList<SigningKey>> AnnounceAsync(AuditActor by, CancellationToken ct)
    {
        foreach (var kind in await KindsAsync(ct))
        {
            if (kind.TrueForAll(key => key.ActivateAt <= Now)) await AnnounceAsync(kind, by, ct);
        }

        var now = Now;
        return [.. (await KindsAsync(ct)).SelectMany(kind => kind).Where(key => key.ActivateAt > now)];
    }

    private async Task<List<List<SigningKey>>> KindsAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        // The secret of pairwise subjects never changes: every app would take its people for new ones.
        var keys = await db.SigningKeys.Where(key => key.Use != KeyMaterial.Subjects).OrderBy(key => key.Generation).ToListAsync(ct);
        return [.. keys.GroupBy(key => (key.Use, key.Algorithm)).Select(kind => kind.ToList())];
    }

    private async Task<SigningKey?> AnnounceAsync(List<SigningKey> kind, AuditActor by, CancellationToken ct)
    {
        var (now, youngest) = (Now, kind[^1]);
        var next = maker.Add(youngest.Use, youngest.Algorithm, youngest.Generation + 1, now + options.Value.Rotation.AnnounceLead, by);
        KeyLife.Line([.. kind, next], now);
        try
        {
            await SaveAsync(ct);
            return next;
        }
        catch (DbUpdateException)
        {
            // The unique index let another node's key through: that one counts.
            db.ChangeTracker.Clear();
            if (!await db.SigningKeys.AnyAsync(key => key.Use == next.Use && key.Algorithm == next.Algorithm && key.Generation >= next.Generation, ct)) throw;
            return null;
        }
    }

    private async Task<int> DeleteAsync(List<SigningKey> kind, CancellationToken ct)
    {
        var now = Now;
        var over = kind.Where(key => KeyLife.IsDeletable(key, kind, now)).ToList();
        if (over.Count == 0) return 0;

        db.SigningKeys.RemoveRange(over);
        foreach (var key in over) audit.Add(AuditKinds.KeyDeleted, ("key", key.KeyId), AuditActor.System, new { key.Use, key.Algorithm, key.Generation });
        try
        {
            await SaveAsync(ct);
            return over.Count;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node was here first.
            db.ChangeTracker.Clear();
            return 0;
        }
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await db.BumpConfigVersionAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
