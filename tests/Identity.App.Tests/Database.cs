using Identity.Core.Apply;
using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.App.Tests;

/// <summary>An empty SQLite database, migrated and seeded.</summary>
public sealed class Database : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("identity-test-").FullName;
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", directory)]).Build();
        services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging().AddIdentityDb(settings).AddAccounts().AddApply().BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().MigrateAsync(default);
    }

    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> DbAsync<T>(Func<IdentityDb, Task<T>> use) => UseAsync(use);

    public Task<ApplyResult> ApplyAsync(string json, bool planOnly = false)
        => UseAsync<ApplyFile, ApplyResult>(file => file.RunAsync(json, planOnly, default));

    public async Task<IReadOnlyList<ApplyChange>> ChangesAsync(string json, bool planOnly = false)
        => await ApplyAsync(json, planOnly) switch
        {
            ApplyResult.Done done => done.Changes,
            ApplyResult.Refused refused => throw new InvalidOperationException(string.Join('\n', refused.Problems)),
            _ => throw new InvalidOperationException(),
        };

    public async Task<IReadOnlyList<string>> ProblemsAsync(string json)
        => Assert.IsType<ApplyResult.Refused>(await ApplyAsync(json)).Problems.Select(problem => problem.ToString()).ToList();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
