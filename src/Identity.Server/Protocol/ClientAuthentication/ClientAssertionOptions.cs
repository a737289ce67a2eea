using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>Section <c>ClientAssertions</c>: what clients with a key sign to authenticate (RFC 7523).</summary>
public sealed class ClientAssertionOptions
{
    public const string Section = "ClientAssertions";

    /// <summary>How far ahead <c>exp</c> may be.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MaximumLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How far the clocks of clients may be off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);
}
