using DotNet.Testcontainers.Builders;
using Microsoft.Data.SqlClient;
using Testcontainers.MsSql;

namespace Identity.Testing.Databases;

internal static class SqlServer
{
    private const string Variable = "IDENTITY_TEST_SQLSERVER";
    private const string Image = "mcr.microsoft.com/mssql/server:2022-latest";

    // One container for all tests of a process; Testcontainers removes it afterwards.
    private static readonly Lazy<Task<string?>> Server = new(FindAsync);

    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Server.Value;
        Assert.SkipWhen(server is null, $"SQL Server: no Docker engine and {Variable} is not set");

        var name = $"identity_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server!, $"CREATE DATABASE [{name}]");
        return new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString();
    }

    public static async Task DropDatabaseAsync(string database)
    {
        SqlConnection.ClearAllPools();
        var name = new SqlConnectionStringBuilder(database).InitialCatalog;
        await ExecuteAsync((await Server.Value)!, $"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
    }

    private static async Task<string?> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured) return configured;

        try
        {
            var container = new MsSqlBuilder(Image).Build();
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (Exception failure) when (failure is DockerUnavailableException or ArgumentException)
        {
            return null;
        }
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new SqlConnection(server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
