using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Tracing;

/// <summary>Section <c>Trace</c>.</summary>
public sealed class TraceOptions
{
    public const string Section = "Trace";

    /// <summary>Traces that one client, or one network without a known client, may leave in a minute on each node.</summary>
    [Range(1, 10_000)]
    public int PerClientAndMinute { get; set; } = 30;

    /// <summary>Traces of all together in a minute on each node.</summary>
    [Range(1, 100_000)]
    public int PerMinute { get; set; } = 1000;

    /// <summary>Longer values are cut, in characters.</summary>
    [Range(20, 2000)]
    public int MaxValueLength { get; set; } = 200;

    /// <summary>How long a trace can be looked up.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "90.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);
}
