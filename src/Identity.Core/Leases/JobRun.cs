using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Leases;

/// <summary>What came of the last run of a job.</summary>
public sealed class JobRun
{
    /// <summary>Of the job: the name of its lease.</summary>
    public required string Name { get; set; }

    public DateTime StartedAt { get; set; }
    public DateTime FinishedAt { get; set; }
    public bool Succeeded { get; set; }

    /// <summary>In words for an operator.</summary>
    public required string Outcome { get; set; }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("JobRuns");
        run.HasKey(r => r.Name);
        run.Property(r => r.Name).HasMaxLength(Lengths.Code);
        run.Property(r => r.Outcome).HasMaxLength(Lengths.Description);
    }
}
