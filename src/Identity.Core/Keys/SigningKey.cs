using Identity.Core.Data;
using Identity.Core.Keys.Rotation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Keys;

/// <summary>A key that signs or encrypts tokens, or makes pairwise subjects. Its private part is stored encrypted.</summary>
public sealed class SigningKey : IDatedKey
{
    public Guid Id { get; set; }

    /// <summary>The <c>kid</c> in JWKS and token headers.</summary>
    public required string KeyId { get; set; }

    /// <summary><c>sig</c> or <c>enc</c> (RFC 7517, section 4.2), or <c>sub</c> for pairwise subjects.</summary>
    public required string Use { get; set; }

    /// <summary>Such as <c>RS256</c> (RFC 7518).</summary>
    public required string Algorithm { get; set; }

    /// <summary>1, 2, 3 … for each use and algorithm: two nodes can't make the same one.</summary>
    public int Generation { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>From then on it signs; before, it is only published.</summary>
    public DateTime ActivateAt { get; set; }

    /// <summary>From then on the next one signs, and this one only verifies.</summary>
    public DateTime? RetireAt { get; set; }

    /// <summary>From then on nothing of it lives any more. Set by servers: they know how long tokens live.</summary>
    public DateTime? DeleteAt { get; set; }

    public required byte[] ProtectedKey { get; set; }
}

internal sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> key)
    {
        key.ToTable("SigningKeys");
        key.Property(k => k.KeyId).HasMaxLength(Lengths.Hash);
        key.HasIndex(k => k.KeyId).IsUnique();
        key.Property(k => k.Use).HasMaxLength(3);
        key.Property(k => k.Algorithm).HasMaxLength(20);
        key.HasIndex(k => new { k.Use, k.Algorithm, k.Generation }).IsUnique();
    }
}
