using Identity.Core.Data;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Identity.Core.Tests.Data;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=:memory:")]
    [InlineData(DatabaseProvider.PostgreSql, "Database=none")]
    [InlineData(DatabaseProvider.SqlServer, "Database=none")]
    public async Task The_model_has_nothing_that_its_migrations_lack(DatabaseProvider provider, string connection)
    {
        await using var services = Offline(provider, connection);
        await services.WithDbAsync(db =>
        {
            Assert.False(db.Database.HasPendingModelChanges());
            Assert.Contains(db.Model.GetEntityTypes(), e => e.GetTableName() == "UserPasskeys");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task The_three_providers_have_the_same_migrations()
    {
        var names = new List<string>();
        foreach (var (provider, connection) in new[] { (DatabaseProvider.Sqlite, "Data Source=:memory:"), (DatabaseProvider.PostgreSql, "Database=none"), (DatabaseProvider.SqlServer, "Database=none") })
        {
            await using var services = Offline(provider, connection);
            await services.WithDbAsync(db =>
            {
                names.Add(string.Join(",", db.Database.GetMigrations().Select(m => m[(m.IndexOf('_') + 1)..])));
                return Task.CompletedTask;
            });
        }

        Assert.Single(names.Distinct());
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public async Task The_script_for_sql_server_is_valid_t_sql(MigrationsSqlGenerationOptions options)
    {
        await using var services = Offline(DatabaseProvider.SqlServer, "Database=none");
        await services.WithDbAsync(db =>
        {
            var script = db.GetService<IMigrator>().GenerateScript(options: options);
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);

            Assert.Contains("CREATE TABLE [Clients]", script, StringComparison.Ordinal);
            Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
            return Task.CompletedTask;
        });
    }

    [Theory, AllProviders]
    public async Task An_empty_database_is_brought_up_to_date_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var services = database.Services();

        var pending = await services.WithAsync<DatabaseMigration, IReadOnlyList<string>>(m => m.PendingAsync(default));
        var applied = await services.WithAsync<DatabaseMigration, IReadOnlyList<string>>(m => m.MigrateAsync(default));
        var again = await services.WithAsync<DatabaseMigration, IReadOnlyList<string>>(m => m.MigrateAsync(default));

        Assert.NotEmpty(applied);
        Assert.Equal(pending, applied);
        Assert.Empty(again);
    }

    private static ServiceProvider Offline(DatabaseProvider provider, string connection)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", provider.ToString()), new("Database:ConnectionString", connection), new("Data:Directory", Path.GetTempPath())])
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging().AddIdentityDb(settings).BuildServiceProvider();
    }
}
