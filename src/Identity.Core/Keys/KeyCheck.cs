using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Keys;

/// <summary>A known text under a key-encryption key: a wrong key is found at start, not at the first sign-in.</summary>
public sealed class KeyCheck
{
    /// <summary>Names the key-encryption key without revealing it.</summary>
    public required string KeyId { get; set; }

    public required byte[] Check { get; set; }
    public DateTime CreatedAt { get; set; }
}

internal sealed class KeyCheckMapping : IEntityTypeConfiguration<KeyCheck>
{
    public void Configure(EntityTypeBuilder<KeyCheck> check)
    {
        check.ToTable("KeyChecks");
        check.HasKey(c => c.KeyId);
        check.Property(c => c.KeyId).HasMaxLength(Lengths.Hash);
    }
}
