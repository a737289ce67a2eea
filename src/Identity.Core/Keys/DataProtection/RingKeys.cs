using Identity.Core.Audit;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Keys.Rotation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Core.Keys.DataProtection;

/// <summary>
/// Makes the keys of the Data Protection ring. Roles make none themselves: of two that did, neither could read the cookies
/// of the other at first. Old keys stay, because what they protect is in browsers.
/// </summary>
public sealed class RingKeys(IdentityDb db, KeyEncryption encryption, AuditLog audit, IOptions<KeyOptions> options, TimeProvider clock)
{
    private KeyRotationOptions Rotation => options.Value.Rotation;

    /// <summary>Makes the first key when there is none.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await YoungestAsync(ct) is not null) return;

        await ChangeAsync(async now =>
        {
            if (await YoungestAsync(ct) is null) Add(now, AuditActor.System);
        }, ct);
    }

    /// <summary>Makes the next key when it is due, so long before it is used that every node knows it by then.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!await IsDueAsync(ct)) return 0;

        var made = 0;
        await ChangeAsync(async now =>
        {
            if (!await IsDueAsync(ct)) return;
            Add(now + Rotation.AnnounceLead, AuditActor.System);
            made = 1;
        }, ct);
        return made;
    }

    /// <summary>Deletes every key and makes a new one: whatever was protected so far can't be read any more.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> ReplaceAsync(AuditActor by, CancellationToken ct)
    {
        var deleted = 0;
        await ChangeAsync(async now =>
        {
            deleted = await db.DataProtectionKeys.ExecuteDeleteAsync(ct);
            Add(now, by);
            audit.Add(AuditKinds.KeyRingRotated, ("key", "ring"), by, new { deleted });
        }, ct);
        return deleted;
    }

    private async Task<bool> IsDueAsync(CancellationToken ct)
        => await YoungestAsync(ct) is { } activatedAt && KeyLife.IsNextDue(activatedAt, clock.GetUtcNow().UtcDateTime, Rotation);

    private async Task<DateTime?> YoungestAsync(CancellationToken ct)
        => (await db.DataProtectionKeys.AsNoTracking().ToListAsync(ct)).Max(RingKeyXml.ActivateAt);

    private void Add(DateTime activateAt, AuditActor by)
    {
        var row = RingKeyXml.Create(encryption, activateAt);
        db.DataProtectionKeys.Add(row);
        audit.Add(AuditKinds.KeyCreated, ("key", row.FriendlyName!), by, new { use = "ring", activateAt });
    }

    // The row that everybody changes first lets one in after the other.
    private async Task ChangeAsync(Func<DateTime, Task> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.BumpConfigVersionAsync(ct);
        await change(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
