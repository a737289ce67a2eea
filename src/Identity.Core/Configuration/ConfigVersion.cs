using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Configuration;

/// <summary>One row that counts changes of clients, scopes, roles, keys and settings: nodes reload when it moves.</summary>
public sealed class ConfigVersion
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;
    public long Version { get; set; }
}

internal sealed class ConfigVersionMapping : IEntityTypeConfiguration<ConfigVersion>
{
    public void Configure(EntityTypeBuilder<ConfigVersion> version)
    {
        version.ToTable("ConfigVersion");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.HasData(new ConfigVersion { Version = 1 });
    }
}
