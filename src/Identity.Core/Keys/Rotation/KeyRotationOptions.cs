using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Keys.Rotation;

/// <summary>When keys are made, used and thrown away.</summary>
public sealed class KeyRotationOptions
{
    /// <summary>How long a key signs before the next one does.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "3650.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs: apps may keep JWKS for a day.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan AnnounceLead { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How much longer than any token of it a retired key is kept: clocks differ, and apps allow for that.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan Margin { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often a worker looks whether something is due.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(10);
}
