using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Data;

// The tools build the contexts through the same registration as the product: anything else loses the passkey table.
internal static class DesignTime
{
    public static TContext Create<TContext>(DatabaseProvider provider)
        where TContext : IdentityDb
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new($"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}", provider.ToString()),
            new($"{DatabaseOptions.Section}:{nameof(DatabaseOptions.ConnectionString)}", provider == DatabaseProvider.Sqlite ? "Data Source=:memory:" : "Database=design"),
        ]).Build();

        return (TContext)new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddIdentityDb(settings)
            .BuildServiceProvider()
            .CreateScope().ServiceProvider.GetRequiredService<IdentityDb>();
    }
}

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteIdentityDb>
{
    public SqliteIdentityDb CreateDbContext(string[] args) => DesignTime.Create<SqliteIdentityDb>(DatabaseProvider.Sqlite);
}

internal sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlIdentityDb>
{
    public PostgreSqlIdentityDb CreateDbContext(string[] args) => DesignTime.Create<PostgreSqlIdentityDb>(DatabaseProvider.PostgreSql);
}

internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerIdentityDb>
{
    public SqlServerIdentityDb CreateDbContext(string[] args) => DesignTime.Create<SqlServerIdentityDb>(DatabaseProvider.SqlServer);
}
