using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Sessions;

/// <summary>Section <c>Session</c>: how long a sign-in lasts in a browser.</summary>
public sealed class SessionOptions
{
    public const string Section = "Session";

    /// <summary>How long a session lives unused.</summary>
    [Range(typeof(TimeSpan), "00:05", "90.00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long it lives in any case.</summary>
    [Range(typeof(TimeSpan), "00:05", "365.00:00")]
    public TimeSpan Absolute { get; set; } = TimeSpan.FromDays(30);

    /// <summary>As <see cref="Idle"/>, for people who asked to stay signed in.</summary>
    [Range(typeof(TimeSpan), "00:05", "365.00:00")]
    public TimeSpan RememberedIdle { get; set; } = TimeSpan.FromDays(30);

    /// <summary>As <see cref="Absolute"/>, for people who asked to stay signed in.</summary>
    [Range(typeof(TimeSpan), "00:05", "365.00:00")]
    public TimeSpan RememberedAbsolute { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How many accounts one browser can be signed in to; the one used longest ago makes room.</summary>
    [Range(1, 50)]
    public int AccountsPerBrowser { get; set; } = 10;
}
