using OpenTelemetry.Exporter;

namespace Identity.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>: where traces, metrics and logs are sent.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>The collector; nothing is sent without one.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>How the collector is spoken to.</summary>
    public OtlpExportProtocol? OtlpProtocol { get; set; }
}
