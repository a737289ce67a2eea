using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Users.Terms;

/// <summary>That a person agreed to one version of the terms of use. Rows are only added: they are the proof.</summary>
public sealed class TermsAcceptance
{
    public Guid Id { get; set; }
    public Guid UserId { get; set; }
    public required string Version { get; set; }

    /// <summary>Of the text that was linked, in lower-case hex, where the settings tell it.</summary>
    public string? Sha256 { get; set; }

    public DateTime AcceptedAt { get; set; }
    public string? IpAddress { get; set; }
}

internal sealed class TermsAcceptanceMapping : IEntityTypeConfiguration<TermsAcceptance>
{
    public void Configure(EntityTypeBuilder<TermsAcceptance> acceptance)
    {
        acceptance.ToTable("TermsAcceptances");
        acceptance.HasIndex(a => new { a.UserId, a.AcceptedAt });
        acceptance.Property(a => a.Version).HasMaxLength(Lengths.Code);
        acceptance.Property(a => a.Sha256).HasMaxLength(Lengths.Hash);
        acceptance.Property(a => a.IpAddress).HasMaxLength(Lengths.IpAddress);
        acceptance.HasOne<User>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
