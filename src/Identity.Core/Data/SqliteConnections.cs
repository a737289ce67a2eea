using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Identity.Core.Data;

/// <summary>
/// Sets up every SQLite connection: readers never wait for the writer (write-ahead log), and a writer waits for its
/// turn inside SQLite instead of failing.
/// </summary>
internal sealed class SqliteConnections(IOptions<DatabaseOptions> database, IOptions<DataOptions> data) : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

    public string ConnectionString
    {
        get
        {
            Directory.CreateDirectory(data.Value.FullPath);
            return database.Value.ConnectionString is { Length: > 0 } configured
                ? configured
                : new SqliteConnectionStringBuilder { DataSource = Path.Combine(data.Value.FullPath, "identity.db") }.ToString();
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
