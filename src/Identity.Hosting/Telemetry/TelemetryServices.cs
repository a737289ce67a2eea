using System.Reflection;
using Identity.Hosting.Roles;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Identity.Hosting.Telemetry;

public static class TelemetryServices
{
    private const string Service = "identity";

    private static string? Version => typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>
    /// Metrics and traces of the whole process: instruments and spans know no roles, so that one role of a process, or
    /// the management address, collects for all. Traces only when there is somebody to send them to.
    /// </summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithMetrics(metrics => metrics.AddStreams().AddPrometheusExporter());
        if (!builder.Configuration.Export()) return builder;

        // No baggage: strangers would send it, and we would pass it on.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter())
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation()
                .AddSource("System.Net.Http")
                .AddProcessor<ScrubSpans>()
                .AddOtlpExporter());
        return builder;
    }

    /// <summary>All metrics of the process, for Prometheus.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();

    /// <summary>The settings, and the log of one role: each role has a log of its own.</summary>
    internal static void AddTelemetrySettings(this WebApplicationBuilder builder, RoleName role)
    {
        builder.Services.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryRules>();
        builder.Configuration.AddOtlpSettings(builder.Configuration);
        if (!builder.Configuration.Export()) return;

        builder.Logging.AddOpenTelemetry(log =>
        {
            var resource = ResourceBuilder.CreateDefault().AddAttributes([new("identity.role", role.Name)]);
            Describe(resource);
            log.SetResourceBuilder(resource).AddProcessor(new ScrubLogs()).AddOtlpExporter();
        });
    }

    private static void Describe(ResourceBuilder resource) => resource.AddService(Service, serviceVersion: Version).AddEnvironmentVariableDetector();
}
