using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Logout;

/// <summary>Section <c>Logout</c>: how apps are told that a session has ended.</summary>
public sealed class LogoutOptions
{
    public const string Section = "Logout";

    /// <summary>How long a logout token is good for, from the moment it is sent.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:02:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the signed-out page waits for the apps in its frames before it goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan PageWait { get; set; } = TimeSpan.FromSeconds(5);
}
