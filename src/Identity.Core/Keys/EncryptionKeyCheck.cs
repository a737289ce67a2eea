using System.Buffers.Text;
using System.Text;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Keys;

/// <summary>Finds out at start whether the configured keys are those of this database.</summary>
public sealed class EncryptionKeyCheck(IdentityDb db, KeyEncryption encryption, TimeProvider clock)
{
    private const string Purpose = "key check";
    private static readonly byte[] KnownText = Encoding.UTF8.GetBytes("This key is right.");

    /// <summary>Verifies the keys, and leaves a check row for the first one.</summary>
    /// <exception cref="KeyEncryptionException">A key is missing, unusable or wrong.</exception>
    public async Task VerifyAsync(CancellationToken ct)
    {
        var checks = await db.KeyChecks.AsNoTracking().ToListAsync(ct);
        if (checks.Count > 0 && encryption.MustGenerate)
        {
            throw new KeyEncryptionException($"The key file '{encryption.Files[0]}' of this database is missing: put it back, or name it in Keys:EncryptionKeyFiles.");
        }

        var own = encryption.Keys.Select(k => Base64Url.EncodeToString(k.Id)).ToList();
        var known = checks.Where(c => own.Contains(c.KeyId)).ToList();
        if (checks.Count > 0 && known.Count == 0) throw encryption.Wrong();

        foreach (var check in known)
        {
            if (!encryption.Decrypt(check.Check, Purpose).AsSpan().SequenceEqual(KnownText)) throw encryption.Wrong();
        }

        if (known.TrueForAll(c => c.KeyId != own[0])) await AddAsync(own[0], ct);
    }

    private async Task AddAsync(string keyId, CancellationToken ct)
    {
        var check = new KeyCheck { KeyId = keyId, Check = encryption.Encrypt(KnownText, Purpose), CreatedAt = clock.GetUtcNow().UtcDateTime };
        db.KeyChecks.Add(check);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.Entry(check).State = EntityState.Detached;
            if (!await db.KeyChecks.AnyAsync(c => c.KeyId == keyId, ct)) throw;
        }
    }
}
