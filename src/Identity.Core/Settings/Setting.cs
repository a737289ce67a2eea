using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Settings;

/// <summary>A setting that is kept in the database; a value from file or environment wins.</summary>
public sealed class Setting
{
    /// <summary>The name in configuration, such as <c>Branding:ProductName</c>.</summary>
    public required string Key { get; set; }

    public required string Value { get; set; }
    public DateTime UpdatedAt { get; set; }
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.ToTable("Settings");
        setting.HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(Lengths.Name);
    }
}
