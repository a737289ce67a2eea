using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Identity.Core.Data;

/// <summary>Tells a database that is away, full or overloaded, which passes, from a mistake of ours, which does not.</summary>
public static class DatabaseOutage
{
    // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
    private static readonly HashSet<int> Sqlite = [5, 6, 8, 10, 13, 14];

    // Time is up, no connection, log or disk full, deadlock, and what a server says that starts, stops or fails over.
    private static readonly HashSet<int> SqlServer = [-2, 53, 233, 596, 1105, 1205, 4060, 6005, 9002, 10053, 10054, 10060, 18401, 40197, 40501, 40613];

    /// <summary>From this class on SQL Server has ended the connection.</summary>
    private const byte FatalClass = 20;

    public static bool Caused(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (IsOutage(cause)) return true;
        }

        return false;
    }

    private static bool IsOutage(Exception cause) => cause switch
    {
        DatabaseUnavailableException => true,
        SqliteException sqlite => Sqlite.Contains(sqlite.SqliteErrorCode),
        SqlException sql => sql.Class >= FatalClass || SqlServer.Contains(sql.Number),
        // PostgreSQL: stopped or starting (57P), no room (53), a connection that failed (08), a standby that took no write.
        DbException { SqlState: ['5', '7', 'P', ..] or ['5', '3', ..] or ['0', '8', ..] or "25006" } => true,
        DbException database => database.IsTransient,
        _ => false,
    };
}
