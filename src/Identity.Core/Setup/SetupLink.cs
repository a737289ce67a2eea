using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Setup;

/// <summary>The one-time link that makes the first Owner. There is at most one.</summary>
public sealed class SetupLink
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;

    /// <summary>SHA-256 of the link's token, base64url.</summary>
    public required string TokenHash { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Set when the first Owner exists: set-up is closed for ever.</summary>
    public DateTime? UsedAt { get; set; }
}

internal sealed class SetupLinkMapping : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> link)
    {
        link.ToTable("SetupLinks");
        link.Property(l => l.Id).ValueGeneratedNever();
        link.Property(l => l.TokenHash).HasMaxLength(Lengths.Hash);
    }
}
