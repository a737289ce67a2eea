using System.ComponentModel.DataAnnotations;

namespace Identity.Worker.Housekeeping;

/// <summary>Section <c>Housekeeping</c>: how rows that are over leave the database.</summary>
internal sealed class HousekeepingOptions
{
    public const string Section = "Housekeeping";

    /// <summary>The pause between two runs.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Rows that one statement deletes.</summary>
    [Range(10, 10_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>The pause between two statements: requests go first.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan BatchPause { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long one run may take; the next one goes on where it stopped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestRun { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>
    /// How long a code or refresh token stays after it has expired. Not shorter than an access token may
    /// live: that one needs the grant, which goes with its last token.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:05:00", "365.00:00:00")]
    public TimeSpan TokenRetention { get; set; } = TimeSpan.FromHours(25);

    /// <summary>
    /// How long a refresh token stays after it was redeemed: for so long it is noticed when somebody uses it again, and
    /// everything that came from it is ended. Shorter keeps the table smaller.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:05:00", "365.00:00:00")]
    public TimeSpan RedeemedTokenRetention { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a session stays after it was last good for anything.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan SessionRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a sign-in that nobody finished stays: its page says that it has expired.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan FlowRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long audit events stay; none keeps them for ever.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan? AuditRetention { get; set; }

    /// <summary>How often all grants are gone through for those that never had a token.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "7.00:00:00")]
    public TimeSpan GrantSweepInterval { get; set; } = TimeSpan.FromHours(6);
}
