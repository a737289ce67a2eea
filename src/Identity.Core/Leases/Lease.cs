using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Leases;

/// <summary>Who does a job that one process is enough for, and until when.</summary>
public sealed class Lease
{
    /// <summary>Of the job.</summary>
    public required string Name { get; set; }

    /// <summary>Random for each process.</summary>
    public required string Owner { get; set; }

    /// <summary>By the clock of the database: the clocks of nodes differ.</summary>
    public DateTime UntilUtc { get; set; }

    /// <summary>Grows with each change of hands: a holder that was cut off finds that it is no longer the one.</summary>
    public long Fence { get; set; }
}

internal sealed class LeaseMapping : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> lease)
    {
        lease.ToTable("Leases");
        lease.HasKey(l => l.Name);
        lease.Property(l => l.Name).HasMaxLength(Lengths.Code);
        lease.Property(l => l.Owner).HasMaxLength(Lengths.Code);
    }
}
