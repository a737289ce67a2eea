using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Protocol.Device;

/// <summary>Section <c>Device</c>: how devices without a keyboard wait, and how often people may mistype their code.</summary>
public sealed class DeviceOptions
{
    public const string Section = "Device";

    /// <summary>How long a device waits between two polls; it grows for one that does not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PollingInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Letters of the code that a person enters. Eight of twenty are 34 bits (RFC 8628, section 6.1).</summary>
    [Range(8, 10)]
    public int UserCodeLength { get; set; } = 8;

    /// <summary>Wrong codes from one network, before the answer is "too many" for the rest of the window.</summary>
    [Range(1, 1000)]
    public int TriesPerNetwork { get; set; } = 5;

    /// <summary>Wrong codes from one browser in which somebody is signed in.</summary>
    [Range(1, 1000)]
    public int TriesPerBrowser { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan TriesWindow { get; set; } = TimeSpan.FromMinutes(5);
}
