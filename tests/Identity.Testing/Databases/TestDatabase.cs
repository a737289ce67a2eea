using Identity.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Testing.Databases;

/// <summary>An empty database of a test's own, and a directory of its own for the rest. Both are gone afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<Task> _drop;

    private TestDatabase(DatabaseProvider provider, string directory, string? connectionString, Func<Task> drop)
        => (Provider, Directory, ConnectionString, _drop) = (provider, directory, connectionString, drop);

    public DatabaseProvider Provider { get; }

    /// <summary>The data directory.</summary>
    public string Directory { get; }

    /// <summary>Null for SQLite: the file is in the data directory.</summary>
    public string? ConnectionString { get; }

    /// <summary>The settings that make a role use this database.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Database:Provider"] = Provider.ToString(),
        ["Database:ConnectionString"] = ConnectionString,
        ["Data:Directory"] = Directory,
        // Others have no key until the operator names one; a test gives them the file that SQLite would make.
        ["Keys:EncryptionKeyFiles:0"] = Provider == DatabaseProvider.Sqlite ? null : TestKeyFile.In(Directory),
    };

    /// <summary>An empty database of this provider, or a visible skip when its server is not at hand.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        switch (provider)
        {
            case DatabaseProvider.PostgreSql:
                var postgres = await PostgreSqlServer.CreateDatabaseAsync();
                return new(provider, NewDirectory(), postgres, () => PostgreSqlServer.DropDatabaseAsync(postgres));
            case DatabaseProvider.SqlServer:
                var sqlServer = await SqlServer.CreateDatabaseAsync();
                return new(provider, NewDirectory(), sqlServer, () => SqlServer.DropDatabaseAsync(sqlServer));
            default:
                return new(provider, NewDirectory(), null, () => Task.CompletedTask);
        }
    }

    /// <summary>A database with the schema and the rows that every installation has.</summary>
    public static async Task<TestDatabase> CreateMigratedAsync(DatabaseProvider provider)
    {
        var database = await CreateAsync(provider);
        await using var services = database.Services();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>A container as a process would have it. Several of one database stand for several processes.</summary>
    public ServiceProvider Services(Action<IServiceCollection>? more = null, Dictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).AddInMemoryCollection(settings ?? []).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging().AddIdentityDb(configuration);
        more?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await _drop();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("identity-test-").FullName;
}
