using System.ComponentModel.DataAnnotations;

namespace Identity.App.Doctor;

/// <summary>Section <c>Doctor</c>: from when on something is worth a finding.</summary>
internal sealed class DoctorOptions
{
    public const string Section = "Doctor";

    /// <summary>Megabytes that should be free where the data directory is.</summary>
    [Range(1, long.MaxValue)]
    public long MinimumFreeDisk { get; set; } = 500;

    /// <summary>How far the clocks of this machine and of the database server may be apart.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaximumClockDifference { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long ago a worker may have done a job.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan LongestJobPause { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an address may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
