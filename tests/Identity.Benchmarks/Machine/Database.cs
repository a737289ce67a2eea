using System.Diagnostics;
using Npgsql;

namespace Identity.Benchmarks.Machine;

/// <summary>The PostgreSQL of both servers: one database for each.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly Process? _own;

    private Database(string connectionString, Process? own) => (ConnectionString, _own) = (connectionString, own);

    private string ConnectionString { get; }

    public static async Task<Database> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("IDENTITY_TEST_POSTGRES") is { Length: > 0 } given) return new(given, own: null);

        var script = Path.Combine(SourceTree.Root, "tests", "Identity.Benchmarks", "postgres.sh");
        var process = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var connection = await process.StandardOutput.ReadLineAsync();
        return connection is null ? throw new InvalidOperationException("PostgreSQL did not start; its reason is above.") : new(connection, process);
    }

    /// <summary>An empty database, and how to reach it.</summary>
    public async Task<string> CreateAsync(string name)
    {
        await ExecuteAsync(ConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync(ConnectionString, $"CREATE DATABASE {name}");
        await ExecuteAsync(ConnectionString, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ToString();
    }

    /// <summary>How many statements this database has run so far.</summary>
    public Task<long> StatementsAsync(string database)
        => ReadAsync(ConnectionString, $"SELECT COALESCE(SUM(calls), 0)::bigint FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = '{database}'");

    public static async Task<long> ReadAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<int> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own is null) return;

        _own.StandardInput.Close();
        await _own.WaitForExitAsync();
        _own.Dispose();
    }
}
