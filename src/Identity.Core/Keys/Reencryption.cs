using System.Buffers.Text;
using System.Xml.Linq;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Messaging;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Keys;

/// <summary>Brings all that the database holds encrypted under the first key of <c>Keys:EncryptionKeyFiles</c>.</summary>
public sealed class Reencryption(IdentityDb db, KeyEncryption encryption, EncryptionKeyCheck check, WaitingMessages messages, AuditLog audit)
{
    /// <summary>How many values need another key than the first.</summary>
    /// <exception cref="KeyEncryptionException">A key file is missing or unusable.</exception>
    public async Task<int> CountAsync(CancellationToken ct)
        => (await db.SigningKeys.AsNoTracking().ToListAsync(ct)).Count(IsOld) + (await db.DataProtectionKeys.AsNoTracking().ToListAsync(ct)).Count(IsOld)
            + await messages.CountOldAsync(ct);

    /// <summary>Encrypts them anew. Nodes that run notice nothing, as long as they have both keys; when it fails half-way, the rest is as it was.</summary>
    /// <returns>How many were encrypted anew.</returns>
    /// <exception cref="KeyEncryptionException">A value needs a key that is not among the files.</exception>
    public async Task<int> RunAsync(AuditActor by, CancellationToken ct)
    {
        await check.VerifyAsync(ct);
        var waiting = await messages.EncryptAnewAsync(ct);
        var keys = (await db.SigningKeys.ToListAsync(ct)).Where(IsOld).ToList();
        var ring = (await db.DataProtectionKeys.ToListAsync(ct)).Where(IsOld).ToList();
        foreach (var key in keys) key.ProtectedKey = Anew(key.ProtectedKey, SigningKeyRing.Purpose(key.KeyId));
        foreach (var row in ring) Anew(row);

        // A start with the old key alone finds no check any more, and is refused before it does anything.
        var first = Base64Url.EncodeToString(encryption.Keys[0].Id);
        db.KeyChecks.RemoveRange(await db.KeyChecks.Where(row => row.KeyId != first).ToListAsync(ct));
        var all = keys.Count + ring.Count + waiting;
        if (all > 0) audit.Add(AuditKinds.KeysReencrypted, ("key", "all"), by, new { signingKeys = keys.Count, ringKeys = ring.Count, messages = waiting });
        await db.SaveChangesAsync(ct);
        return all;
    }

    private bool IsOld(SigningKey key) => !encryption.IsUnderFirst(key.ProtectedKey);

    private bool IsOld(DataProtectionKey row) => Sealed(XElement.Parse(row.Xml!)).Any(element => !encryption.IsUnderFirst(Convert.FromBase64String(element.Value)));

    private void Anew(DataProtectionKey row)
    {
        var xml = XElement.Parse(row.Xml!);
        foreach (var element in Sealed(xml)) element.Value = Convert.ToBase64String(Anew(Convert.FromBase64String(element.Value), RingEncryptor.Purpose));
        row.Xml = xml.ToString(SaveOptions.DisableFormatting);
    }

    private byte[] Anew(byte[] value, string purpose) => encryption.Encrypt(encryption.Decrypt(value, purpose), purpose);

    private static IEnumerable<XElement> Sealed(XElement row) => row.Descendants(RingEncryptor.Element);
}
