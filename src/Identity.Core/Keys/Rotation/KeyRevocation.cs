using Identity.Core.Audit;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Keys.Rotation;

/// <summary>Takes a key out of use at once, on every node, when somebody else may have it.</summary>
public sealed class KeyRevocation(IdentityDb db, KeyMaker maker, AuditLog audit, TimeProvider clock)
{
    private const string SecondName = "-PS256";

    /// <summary>Deletes the key. When it was the one in use, the announced one takes its place at once, or a new one.</summary>
    public async Task<RevocationResult> RevokeAsync(string keyId, AuditActor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        // An RSA key has two names in JWKS, and is one key.
        var name = keyId.EndsWith(SecondName, StringComparison.Ordinal) ? keyId[..^SecondName.Length] : keyId;
        if (await db.SigningKeys.AsNoTracking().SingleOrDefaultAsync(key => key.KeyId == name, ct) is not { } revoked) return new RevocationResult.Unknown();
        if (revoked.Use == KeyMaterial.Subjects) return new RevocationResult.Refused();

        var now = clock.GetUtcNow().UtcDateTime;
        var kind = await db.SigningKeys.Where(key => key.Use == revoked.Use && key.Algorithm == revoked.Algorithm).ToListAsync(ct);
        var rest = kind.Where(key => key.Id != revoked.Id).ToList();
        if (revoked.StateIn(kind, now) == KeyState.Active) TakeItsPlace(revoked, rest, now, by);
        db.SigningKeys.Remove(kind.Single(key => key.Id == revoked.Id));
        KeyLife.Line(rest, now);
        var inUse = rest.InUse(now)!;
        audit.Add(AuditKinds.KeyRevoked, ("key", revoked.KeyId), by, new { revoked.Use, revoked.Algorithm, revoked.Generation, inUse = inUse.KeyId });

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await db.BumpConfigVersionAsync(ct);
        await transaction.CommitAsync(ct);
        return new RevocationResult.Done(revoked, inUse);
    }

    // An announced key is known to apps already. A retired one must not come back.
    private void TakeItsPlace(SigningKey revoked, List<SigningKey> rest, DateTime now, AuditActor by)
    {
        if (rest.Where(key => key.ActivateAt > now).MinBy(key => key.ActivateAt) is { } announced) announced.ActivateAt = now;
        else rest.Add(maker.Add(revoked.Use, revoked.Algorithm, revoked.Generation + 1, now, by));
    }
}
