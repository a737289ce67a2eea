using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Flows;

/// <summary>Section <c>Flow</c>: requests that wait for a person.</summary>
public sealed class FlowOptions
{
    public const string Section = "Flow";

    /// <summary>How long a sign-in may take, from the application's request to its answer.</summary>
    [Range(typeof(TimeSpan), "00:05", "7.00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a pushed request waits for the browser (RFC 9126, section 2.2); from then on it lives as long as any.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10")]
    public TimeSpan PushedRequestLifetime { get; set; } = TimeSpan.FromSeconds(90);
}
