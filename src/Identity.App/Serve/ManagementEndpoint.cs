using Identity.App.Serve.Proxy;
using Identity.App.Settings;
using Identity.Hosting.Roles;
using Identity.Hosting.Settings;
using Identity.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Identity.App.Serve;

/// <summary>The management address: what is wrong in which role, and the metrics of all, for operators and not for the world.</summary>
internal static class ManagementEndpoint
{
    public static WebApplication Create(RoleStart start, IReadOnlyList<RunningRole> roles, ProxyProbes probes)
    {
        var builder = RoleHost.CreateBuilder(ListenerAddresses.Management, typeof(ManagementEndpoint).Assembly, start);
        builder.Services.AddSettings<ManagementOptions>(ListenerAddresses.Management.Section);
        builder.Services.AddSingleton(probes);
        builder.AddTelemetry();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/health", (CancellationToken ct) => HealthAsync(roles, ct)).DisableHttpMetrics();
        app.MapMetrics();
        app.MapProbes();
        return app;
    }

    private static async Task<IResult> HealthAsync(IReadOnlyList<RunningRole> roles, CancellationToken ct)
    {
        var reports = await Task.WhenAll(roles.Select(async role =>
            RoleHealth.Of(role.Name, await role.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(ct))));
        var worst = reports.Min(report => report.Worst);
        return Results.Json(
            new { status = worst.ToString(), roles = reports },
            statusCode: worst == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
