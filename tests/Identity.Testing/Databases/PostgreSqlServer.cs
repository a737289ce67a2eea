using Npgsql;

namespace Identity.Testing.Databases;

internal static class PostgreSqlServer
{
    private const string Variable = "IDENTITY_TEST_POSTGRES";

    public static async Task<string> CreateDatabaseAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"PostgreSQL: {Variable} is not set");

        var name = $"identity_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server!, $"CREATE DATABASE {name}");
        // Small pools: many tests share one server.
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 10 }.ToString();
    }

    public static async Task DropDatabaseAsync(string database)
    {
        await using (var connection = new NpgsqlConnection(database)) NpgsqlConnection.ClearPool(connection);

        await ExecuteAsync(Environment.GetEnvironmentVariable(Variable)!, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
