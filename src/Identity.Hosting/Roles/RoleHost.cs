using System.Reflection;
using Identity.Hosting.Settings;
using Identity.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Identity.Hosting.Roles;

/// <summary>
/// Creates the web application of a role. Several roles live in one process, so everything that a web application
/// would otherwise take from the process (name, content root, cookies, signals) is set here, and only here.
/// </summary>
public static class RoleHost
{
    /// <summary>How long a stopping role waits for the requests in flight.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    private static string EntryAssembly => Assembly.GetEntryAssembly()!.GetName().Name!;

    /// <summary>The list of static files of the running program, written by the build.</summary>
    internal static string StaticAssetsManifest
        => Path.Combine(AppContext.BaseDirectory, $"{EntryAssembly}.staticwebassets.endpoints.json");

    /// <summary>An empty web application for a role: settings, logging, listener, and nothing else.</summary>
    /// <param name="role">Which role it is.</param>
    /// <param name="assembly">The assembly that holds the role's pages; no other role's pages are served.</param>
    /// <param name="start">What the process hands to its roles.</param>
    public static WebApplicationBuilder CreateBuilder(RoleName role, Assembly assembly, RoleStart start)
    {
        ArgumentNullException.ThrowIfNull(start);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = start.EnvironmentName,
        });

        builder.Configuration.AddConfiguration(start.Configuration);
        builder.Configuration.AddInMemoryCollection(
        [
            // The executable's manifest, not the role's: its paths are those of the endpoint manifest below.
            new(WebHostDefaults.StaticWebAssetsKey, Path.Combine(AppContext.BaseDirectory, $"{EntryAssembly}.staticwebassets.runtime.json")),
        ]);

        // The framework logs addresses with their queries, and those hold codes.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // This one logs whole protocol requests: names, states, PKCE verifiers.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddConfiguration(start.Configuration.GetSection("Logging"));
        // Whoever reads the log may stall; nobody who signs in waits for that..
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
            console.UseUtcTimestamp = true;
        });

        builder.AddTelemetrySettings(role);

        builder.WebHost.UseKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Configure(context.Configuration.GetSection("Kestrel"));
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(start.Configuration[$"{role.Section}:Url"] ?? role.DefaultUrl);

        builder.Services.AddRouting();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(role);
        builder.Services.AddSingleton<IHostLifetime, ManagedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.Services.AddDataProtection().SetApplicationName($"identity-{role.Name}");
        builder.Services.AddAddresses(role);
        return builder;
    }
}
