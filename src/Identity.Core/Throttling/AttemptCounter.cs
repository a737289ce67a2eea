using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Throttling;

/// <summary>Counts tries within a window of time, for all nodes together.</summary>
public sealed class AttemptCounter
{
    /// <summary>What is counted; personal parts of it are hashed.</summary>
    public required string Key { get; set; }

    public int Count { get; set; }
    public DateTime WindowEndsAt { get; set; }
}

internal sealed class AttemptCounterMapping : IEntityTypeConfiguration<AttemptCounter>
{
    public void Configure(EntityTypeBuilder<AttemptCounter> counter)
    {
        counter.ToTable("AttemptCounters");
        counter.HasKey(c => c.Key);
        counter.Property(c => c.Key).HasMaxLength(100);
        counter.HasIndex(c => c.WindowEndsAt);
    }
}
