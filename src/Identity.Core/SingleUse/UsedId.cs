using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.SingleUse;

/// <summary>Something that is good for one use on all nodes together, and was used: the <c>jti</c> of an assertion.</summary>
public sealed class UsedId
{
    /// <summary>SHA-256 of purpose, owner and id, base64url: the same id of two owners is two rows.</summary>
    public required string Hash { get; set; }

    /// <summary>When it would not be accepted any more in any case, and the row can go.</summary>
    public DateTime ExpiresAt { get; set; }
}

internal sealed class UsedIdMapping : IEntityTypeConfiguration<UsedId>
{
    public void Configure(EntityTypeBuilder<UsedId> used)
    {
        used.ToTable("UsedIds");
        used.HasKey(u => u.Hash);
        used.Property(u => u.Hash).HasMaxLength(Lengths.Hash);
        used.HasIndex(u => u.ExpiresAt);
    }
}
