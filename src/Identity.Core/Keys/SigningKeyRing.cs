using Identity.Core.Audit;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Keys.Rotation;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Keys;

/// <summary>The keys that sign and encrypt tokens. All nodes share them through the database.</summary>
public sealed class SigningKeyRing(IdentityDb db, KeyEncryption encryption, EncryptionKeyCheck check, KeyMaker maker, RingKeys ring, TimeProvider clock)
{
    /// <summary>Verifies the key-encryption key, then makes the keys that a new installation lacks.</summary>
    /// <exception cref="KeyEncryptionException">The key-encryption key is missing, unusable or wrong.</exception>
    public async Task EnsureAsync(CancellationToken ct)
    {
        await check.VerifyAsync(ct);
        foreach (var (use, algorithm) in KeyMaterial.Kinds)
        {
            if (!await ExistsAsync(use, algorithm, ct)) await AddFirstAsync(use, algorithm, ct);
        }

        await ring.EnsureAsync(ct);
    }

    /// <summary>All keys that are not deleted, the youngest first.</summary>
    /// <exception cref="KeyEncryptionException">A key was encrypted with another key-encryption key.</exception>
    public async Task<IReadOnlyList<LoadedKey>> LoadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await db.SigningKeys.AsNoTracking()
            .Where(k => k.DeleteAt == null || k.DeleteAt > now)
            .OrderByDescending(k => k.Generation).ThenBy(k => k.Algorithm)
            .ToListAsync(ct);
        return [.. rows.Select(Load)];
    }

    private LoadedKey Load(SigningKey row)
    {
        var key = KeyMaterial.Read(row.Algorithm, encryption.Decrypt(row.ProtectedKey, Purpose(row.KeyId)));
        key.KeyId = row.KeyId;
        return new LoadedKey(row.KeyId, row.Use, row.Algorithm, row.Generation, row.CreatedAt, row.ActivateAt, row.RetireAt, row.DeleteAt, key);
    }

    private Task<bool> ExistsAsync(string use, string algorithm, CancellationToken ct)
        => db.SigningKeys.AnyAsync(k => k.Use == use && k.Algorithm == algorithm, ct);

    private async Task AddFirstAsync(string use, string algorithm, CancellationToken ct)
    {
        maker.Add(use, algorithm, generation: 1, clock.GetUtcNow().UtcDateTime, AuditActor.System);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            await db.BumpConfigVersionAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            // The unique index let another node's key through: that one counts.
            db.ChangeTracker.Clear();
            if (!await ExistsAsync(use, algorithm, ct)) throw;
        }
    }

    internal static string Purpose(string keyId) => $"signing key {keyId}";
}
