using System.ComponentModel.DataAnnotations;

namespace Identity.Hosting.Limits;

/// <summary>Section <c>Limits</c>: how much a request may weigh before it is refused unread.</summary>
public sealed class LimitsOptions
{
    /// <summary>Bytes of a request's body; more is answered with 413.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int RequestBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of all headers together; more is answered with 431.</summary>
    [Range(4 * 1024, 1024 * 1024)]
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Number of headers; more is answered with 431.</summary>
    [Range(20, 1000)]
    public int HeaderCount { get; set; } = 100;

    /// <summary>Bytes of method, address and query; more is answered with 414.</summary>
    [Range(2 * 1024, 256 * 1024)]
    public int RequestLineBytes { get; set; } = 16 * 1024;

    /// <summary>Number of fields in a form.</summary>
    [Range(16, 10_000)]
    public int FormFields { get; set; } = 256;

    /// <summary>Characters of a field's name.</summary>
    [Range(32, 8 * 1024)]
    public int FormNameLength { get; set; } = 256;

    /// <summary>Characters of a field's value.</summary>
    [Range(1024, 1024 * 1024)]
    public int FormValueLength { get; set; } = 64 * 1024;

    /// <summary>How long a client may take to send its headers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an idle connection is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>The slowest that a client may send or receive, in bytes a second.</summary>
    [Range(1, 1024 * 1024)]
    public int MinimumBytesPerSecond { get; set; } = 240;
}
