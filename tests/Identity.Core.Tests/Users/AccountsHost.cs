using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Testing.Accounts;

/// <summary>The account services on a database of their own, with a clock that stands still and hashes that cost little.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string GoodPassword = "wooden spoon in april";

    private readonly TestDatabase _database;
    private ServiceProvider _services = null!;

    private AccountsHost(TestDatabase database) => _database = database;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public IServiceProvider Services => _services;

    public static async Task<AccountsHost> StartAsync(
        DatabaseProvider kind = DatabaseProvider.Sqlite,
        Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? add = null)
    {
        var host = new AccountsHost(await TestDatabase.CreateMigratedAsync(kind));
        host._services = host.Build(settings ?? [], add);
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
        await _database.DisposeAsync();
    }

    private ServiceProvider Build(Dictionary<string, string?> settings, Action<IServiceCollection>? add)
    {
        Dictionary<string, string?> cheap = new() { ["Password:Hashing:MemoryKiB"] = "64", ["Password:Hashing:Passes"] = "1" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_database.Settings).AddInMemoryCollection(cheap).AddInMemoryCollection(settings).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddIdentityDb(configuration);
        collection.AddAccounts();
        add?.Invoke(collection);
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = false });
    }
}
