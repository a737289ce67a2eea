using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Identity.Hosting.Telemetry;

/// <summary>What is kept of each instrument: few values of few labels, whoever calls.</summary>
internal static class MetricStreams
{
    /// <summary>Label values that one instrument can have; what comes beyond is counted together.</summary>
    private const int MostSeries = 500;

    private static readonly string[] OfServer = ["http.request.method", "http.route", "http.response.status_code", "error.type"];

    // Apps name the servers that we call; each of them would be a series.
    private static readonly string[] OfClient = ["http.request.method", "http.response.status_code", "error.type", "http.connection.state"];

    public static MeterProviderBuilder AddStreams(this MeterProviderBuilder metrics) => metrics
        .AddMeter("Identity.*")
        .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
        .AddMeter("System.Net.Http", "System.Runtime")
        .AddView(Of);

    private static MetricStreamConfiguration Of(Instrument instrument) => new()
    {
        CardinalityLimit = MostSeries,
        TagKeys = instrument.Meter.Name switch
        {
            "Microsoft.AspNetCore.Hosting" => OfServer,
            "System.Net.Http" => OfClient,
            _ => null,
        },
    };
}
