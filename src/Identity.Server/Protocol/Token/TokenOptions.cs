using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Protocol.Token;

/// <summary>Section <c>Tokens</c>: how long tokens live where a client has no lifetimes of its own.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>RFC 9700 asks for a short life.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:01:00")]
    public TimeSpan AuthorizationCodeLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a person has to allow a device what it asks for.</summary>
    [Range(typeof(TimeSpan), "00:01", "01:00")]
    public TimeSpan DeviceCodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    [Range(typeof(TimeSpan), "00:01", "1.00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    [Range(typeof(TimeSpan), "00:01", "1.00:00")]
    public TimeSpan IdentityTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refresh token lives unused.</summary>
    [Range(typeof(TimeSpan), "00:05", "365.00:00")]
    public TimeSpan RefreshTokenIdleLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long refreshing goes on in any case, from the sign-in on.</summary>
    [Range(typeof(TimeSpan), "00:05", "3650.00:00")]
    public TimeSpan RefreshTokenAbsoluteLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long the same client may repeat a refresh whose answer it lost.</summary>
    [Range(typeof(TimeSpan), "00:00", "00:01")]
    public TimeSpan RefreshReuseLeeway { get; set; } = TimeSpan.FromSeconds(10);
}
