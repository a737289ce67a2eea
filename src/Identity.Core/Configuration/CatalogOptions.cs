using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Configuration;

/// <summary>Section <c>Configuration</c>: how clients, scopes and resources are kept in memory.</summary>
public sealed class CatalogOptions
{
    public const string Section = "Configuration";

    /// <summary>How often a node asks the database whether something changed. A change has to count within five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:04")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long what is in memory still counts while the database can't be asked.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan LongestUnchecked { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Clients that are kept in memory. The others are read when they are needed.</summary>
    [Range(10, 1_000_000)]
    public int ClientsInMemory { get; set; } = 10_000;
}
