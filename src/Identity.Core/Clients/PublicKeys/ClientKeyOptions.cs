using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Clients.PublicKeys;

/// <summary>Section <c>ClientKeys</c>: the keys that clients keep at their <c>jwks_uri</c>.</summary>
public sealed class ClientKeyOptions
{
    public const string Section = "ClientKeys";

    /// <summary>How long keys are used before they are fetched again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause between two fetches for one client, also when a signature names a key that is not known.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan RefetchInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long keys are used beyond their lifetime while they can't be fetched.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan StaleLifetime { get; set; } = TimeSpan.FromHours(12);
}
