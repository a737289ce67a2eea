using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Identity.Hosting.Telemetry;

/// <summary>The standard names of OpenTelemetry, to which our own settings are translated, so that there is one way from there on.</summary>
internal static class OtlpSettings
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Timeout = "OTEL_EXPORTER_OTLP_TIMEOUT";

    // A collector that is away must not hold a process that stops.
    private const string ShortTimeout = "2000";

    /// <summary>Whether anything is to be sent.</summary>
    public static bool Export(this IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Endpoint]);

    /// <summary>Our own settings win over the environment's.</summary>
    public static void AddOtlpSettings(this IConfigurationBuilder builder, IConfiguration given)
    {
        var section = given.GetSection(TelemetryOptions.Section);
        var settings = new Dictionary<string, string?>();
        if (section[nameof(TelemetryOptions.OtlpEndpoint)] is { Length: > 0 } endpoint) settings[Endpoint] = endpoint;
        if (Enum.TryParse<OtlpExportProtocol>(section[nameof(TelemetryOptions.OtlpProtocol)], ignoreCase: true, out var protocol))
        {
            settings[Protocol] = protocol == OtlpExportProtocol.Grpc ? "grpc" : "http/protobuf";
        }

        if (string.IsNullOrEmpty(given[Timeout])) settings[Timeout] = ShortTimeout;
        builder.AddInMemoryCollection(settings);
    }
}
