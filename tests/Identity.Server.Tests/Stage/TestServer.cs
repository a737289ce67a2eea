using System.Text.Json.Nodes;
using Identity.Core.Apply;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Hosting.Roles;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(Identity.Server.Tests.Stage.TestServer))]

namespace Identity.Server.Tests.Stage;

/// <summary>
/// The real Server role on a free port with a database of its own. All tests share one, so each makes its own people
/// and apps; a test that needs other settings or another database starts its own.
/// </summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly DatabaseProvider _provider;
    private readonly Dictionary<string, string?> _settings;
    private readonly bool _setUp;
    private TestDatabase _database = null!;
    private WebApplication _app = null!;
    private bool _joined;

    public TestServer() : this(DatabaseProvider.Sqlite, []) => _setUp = true;

    private TestServer(DatabaseProvider provider, Dictionary<string, string?> settings) => (_provider, _settings) = (provider, settings);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>As it names itself: no slash at the end.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Stands still; only tests of <see cref="MovesTheClock"/> and those with a server of their own move it.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));

    public LogLines Log { get; } = new();

    public Statements Statements { get; } = new();

    public IServiceProvider Services => _app.Services;

    /// <summary>Another node of this server: on the same database, behind the same public address. The test disposes of it first.</summary>
    public async Task<TestServer> JoinAsync()
    {
        var node = new TestServer(_provider, new(_settings) { ["Server:PublicUrl"] = Issuer }) { _database = _database, _joined = true };
        await node.RunAsync();
        return node;
    }

    /// <summary>The settings that make another role use this server's database.</summary>
    public Dictionary<string, string?> Database => _database.Settings;

    /// <summary>Another server, not set up yet; the test disposes of it.</summary>
    public static async Task<TestServer> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var server = new TestServer(provider, settings ?? []);
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateMigratedAsync(_provider);
        await RunAsync();
        if (_setUp) await CreateUserAsync(new { roles = new[] { "Owner" } });
    }

    /// <summary>Stops the process and starts another on the same database, at the same address.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_database is not null && !_joined) await _database.DisposeAsync();
    }

    /// <summary>A browser that has never been here.</summary>
    /// <param name="address">The loopback address that it comes from.</param>
    public WebBrowser NewBrowser(string? address = null) => new(Url, address);

    /// <summary>A browser in which this person has signed in.</summary>
    public async Task<WebBrowser> NewBrowserAsync(Person person)
    {
        var browser = NewBrowser();
        await browser.SignInAsync(person);
        return browser;
    }

    /// <summary>A person who can sign in.</summary>
    /// <param name="more">Further members, as in the file of <c>identity apply</c>.</param>
    public async Task<Person> CreateUserAsync(object? more = null)
    {
        var name = $"user{Guid.NewGuid():N}";
        var user = Json.Merge(new { username = name, email = $"{name}@example.com", password = Person.GoodPassword }, more);
        await ApplyAsync(new JsonObject { ["users"] = new JsonArray(user) });
        var id = await InDatabaseAsync(db => Task.FromResult(db.Users.Single(u => u.UserName == name).Id));
        return new Person(id, name, user["email"]?.GetValue<string>() ?? "", Person.GoodPassword);
    }

    /// <summary>A confidential, first-party web app that may ask for everything.</summary>
    /// <param name="more">Further members, as in the file of <c>identity apply</c>.</param>
    public async Task<App> CreateClientAsync(object? more = null)
    {
        var id = $"app-{Guid.NewGuid():N}";
        var client = Json.Merge(
            new
            {
                client_id = id,
                client_name = $"App {id[^4..]}",
                client_secret = $"{Guid.NewGuid():N}{Guid.NewGuid():N}",
                redirect_uris = new[] { $"https://{id}.example.com/callback" },
                post_logout_redirect_uris = new[] { $"https://{id}.example.com/goodbye" },
                grant_types = new[] { "authorization_code", "refresh_token" },
                scope = "openid profile email address phone offline_access roles groups",
                first_party = true,
            },
            more);
        await ApplyAsync(new JsonObject { ["clients"] = new JsonArray(client) });
        return App.Of(client);
    }

    /// <summary>An app without a secret.</summary>
    public Task<App> CreatePublicClientAsync(object? more = null)
        => CreateClientAsync(Json.Merge(new { client_secret = (string?)null, token_endpoint_auth_method = "none" }, more));

    /// <summary>What <c>identity apply</c> does with a file.</summary>
    public async Task ApplyAsync(object file)
    {
        var text = Json.Node(file).ToJsonString();
        var result = await InScopeAsync(scope => scope.GetRequiredService<ApplyFile>().RunAsync(text, planOnly: false, CancellationToken.None));
        if (result is ApplyResult.Refused refused) Assert.Fail(string.Join("; ", refused.Problems));
    }

    public Task<T> InDatabaseAsync<T>(Func<IdentityDb, Task<T>> work) => InScopeAsync(scope => work(scope.GetRequiredService<IdentityDb>()));

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    private async Task RunAsync()
    {
        Url ??= new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var settings = new Dictionary<string, string?>(_database.Settings.Where(setting => setting.Value is not null))
        {
            ["Server:Url"] = Url.OriginalString,
            ["Server:PublicUrl"] = Url.OriginalString,
            ["Themes:Directory"] = Path.Combine(AppContext.BaseDirectory, "themes"),
            ["Password:Hashing:MemoryKiB"] = "64",
            ["Password:Hashing:Passes"] = "1",
            // All tests come from one address, and the clock of these limits stands still.
            ["SignIn:TriesPerNetwork"] = "100000",
            ["SignUp:SignUpsPerNetwork"] = "100000",
            ["SignUp:Work:FreePerNetwork"] = "100000",
            ["SignUp:Work:FreeInAll"] = "10000000",
            ["PasswordReset:RequestsPerNetwork"] = "100000",
            ["SignInLink:RequestsPerNetwork"] = "100000",
            ["SignInSms:Enabled"] = "true",
            ["Sms:MessagesPerNetwork"] = "100000",
            ["Sms:MessagesPerPrefix"] = "1000000",
            ["Trace:PerClientAndMinute"] = "10000",
            ["Trace:PerMinute"] = "100000",
        };
        foreach (var (name, value) in _settings) settings[name] = value;
        Issuer = settings["Server:PublicUrl"]!;

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _app = ServerRole.Create(new RoleStart(configuration, services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddApply();
            services.ConfigureDbContext<SqliteIdentityDb>(db => db.AddInterceptors(Statements));
            services.ConfigureDbContext<PostgreSqlIdentityDb>(db => db.AddInterceptors(Statements));
            services.ConfigureDbContext<SqlServerIdentityDb>(db => db.AddInterceptors(Statements));
            services.AddLogging(logging => logging.ClearProviders().AddProvider(Log));
        }));
        await InScopeAsync(async scope =>
        {
            await scope.GetRequiredService<SigningKeyRing>().EnsureAsync(CancellationToken.None);
            return true;
        });
        await _app.StartAsync();
    }
}
