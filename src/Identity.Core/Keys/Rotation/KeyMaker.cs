using Identity.Core.Audit;
using Identity.Core.Data;

namespace Identity.Core.Keys.Rotation;

/// <summary>Makes keys. The caller's save writes them together with their audit event.</summary>
public sealed class KeyMaker(IdentityDb db, KeyEncryption encryption, AuditLog audit, TimeProvider clock)
{
    internal SigningKey Add(string use, string algorithm, int generation, DateTime activateAt, AuditActor by)
    {
        var material = KeyMaterial.Create(algorithm);
        var keyId = KeyMaterial.IdOf(KeyMaterial.Read(algorithm, material));
        var key = new SigningKey
        {
            Id = Guid.NewGuid(),
            KeyId = keyId,
            Use = use,
            Algorithm = algorithm,
            Generation = generation,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ActivateAt = activateAt,
            ProtectedKey = encryption.Encrypt(material, SigningKeyRing.Purpose(keyId)),
        };
        db.SigningKeys.Add(key);
        audit.Add(AuditKinds.KeyCreated, ("key", keyId), by, new { use, algorithm, generation, activateAt });
        return key;
    }
}
