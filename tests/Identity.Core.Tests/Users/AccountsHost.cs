using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Identity.Testing.Accounts;

/// <summary>The account services on a database of their own, with a clock that stands still and hashes that cost little.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string GoodPassword = "wooden spoon in april";

    private readonly string _name = $"accounts_{Guid.NewGuid():N}";
    private readonly DatabaseProvider _kind;
    private ServiceProvider _services = null!;

    private AccountsHost(DatabaseProvider kind) => _kind = kind;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public IServiceProvider Services => _services;

    private static string? Server => Environment.GetEnvironmentVariable("IDENTITY_TEST_POSTGRES");

    private string Directory => Path.Combine(Path.GetTempPath(), _name);

    private string ConnectionString => _kind == DatabaseProvider.Sqlite
        ? $"Data Source={Path.Combine(Directory, "identity.db")}"
        : new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 20, Timeout = 60 }.ToString();

    public static async Task<AccountsHost> StartAsync(
        DatabaseProvider kind = DatabaseProvider.Sqlite,
        Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? add = null)
    {
        Assert.SkipUnless(kind != DatabaseProvider.PostgreSql || Server is not null, "IDENTITY_TEST_POSTGRES is not set.");
        var host = new AccountsHost(kind);
        if (kind == DatabaseProvider.PostgreSql) await OnServerAsync($"CREATE DATABASE {host._name}");
        host._services = host.Build(settings ?? [], add);
        await host.InScopeAsync(scope => scope.GetRequiredService<IdentityDb>().Database.MigrateAsync());
        return host;
    }

    /// <summary>The same database with other settings, as after a restart.</summary>
    public async Task RestartAsync(Dictionary<string, string?> settings)
    {
        await _services.DisposeAsync();
        _services = Build(settings, null);
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task InScopeAsync(Func<IServiceProvider, Task> work) => InScopeAsync(async scope =>
    {
        await work(scope);
        return true;
    });

    public async Task<User> AddUserAsync(string userName, string? email = null, string? password = GoodPassword, DateTime? disabledAt = null)
    {
        var user = new User { UserName = userName, Email = email, DisabledAt = disabledAt };
        var result = await CreateAsync(user, password);
        Assert.True(result.Succeeded, string.Join(" ", result.Errors.Select(e => e.Description)));
        return user;
    }

    public Task<IdentityResult> CreateAsync(User user, string? password = null) => InScopeAsync(scope =>
    {
        var users = scope.GetRequiredService<UserManager<User>>();
        return password is null ? users.CreateAsync(user) : users.CreateAsync(user, password);
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_kind == DatabaseProvider.PostgreSql)
        {
            await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
            return;
        }

        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private ServiceProvider Build(Dictionary<string, string?> settings, Action<IServiceCollection>? add)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Database:Provider"] = _kind.ToString(),
            ["Database:ConnectionString"] = ConnectionString,
            ["Data:Directory"] = Directory,
            ["Password:Hashing:MemoryKiB"] = "64",
            ["Password:Hashing:Passes"] = "1",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(defaults).AddInMemoryCollection(settings).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddIdentityDb(configuration);
        collection.AddAccounts();
        add?.Invoke(collection);
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = false });
    }

    private static async Task OnServerAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
