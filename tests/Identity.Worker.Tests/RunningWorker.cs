using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Identity.Worker.Tests;

/// <summary>The real Worker role, on a database that others use too.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    public const string Issuer = "https://login.example.com";

    private readonly WebApplication _app;

    private RunningWorker(WebApplication app) => _app = app;

    /// <param name="database">Migrated, with signing keys.</param>
    /// <param name="settings">Instead of, or beside, those of a test: it looks often, and may call loopback.</param>
    /// <param name="clock">Of the test; each job runs once at the start, and again when the test moves it.</param>
    /// <param name="log">Gets everything that is logged.</param>
    public static async Task<RunningWorker> StartAsync(Dictionary<string, string?> database, Dictionary<string, string?>? settings = null, TimeProvider? clock = null, ILoggerProvider? log = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(database.Where(setting => setting.Value is not null))
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Server:PublicUrl"] = Issuer,
                ["Worker:Url"] = "http://127.0.0.1:0",
                ["Themes:Directory"] = Path.Combine(AppContext.BaseDirectory, "themes"),
                ["Outbound:AllowedNetworks:0"] = "127.0.0.0/8",
                ["Outbox:PollInterval"] = "00:00:00.020",
                ["Outbox:FirstPause"] = "00:00:00.020",
                ["Outbox:LongestPause"] = "00:00:00.020",
            })
            .AddInMemoryCollection(settings ?? [])
            .Build();
        var app = WorkerRole.Create(new RoleStart(configuration, services => Replace(services, clock, log)));
        await app.StartAsync();
        return new RunningWorker(app);
    }

    private static void Replace(IServiceCollection services, TimeProvider? clock, ILoggerProvider? log)
    {
        services.AddLogging(logging =>
        {
            logging.ClearProviders();
            if (log is not null) logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        });
        if (clock is not null) services.AddSingleton(clock);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_app.Urls.First());

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
