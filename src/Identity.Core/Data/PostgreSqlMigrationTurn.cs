using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Data;

/// <summary>
/// EF's lock on PostgreSQL ends with the transaction of each migration: between two of them another process would take its
/// turn with a list that is out of date. This lock is the connection's, so the server forgets it with a process that was killed.
/// </summary>
internal sealed class PostgreSqlMigrationTurn : IAsyncDisposable
{
    // "identity", as PostgreSQL wants it: a number that other programs of the database don't use.
    private const long Key = 0x6964656E74697479;

    private readonly IdentityDb? _db;

    private PostgreSqlMigrationTurn(IdentityDb? db) => _db = db;

    /// <summary>Waits for the turn; the database must exist.</summary>
    public static async Task<PostgreSqlMigrationTurn> TakeAsync(IdentityDb db, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql()) return new(null);

        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Key})", ct);
            return new(db);
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_db is null) return;

        // The connection goes back to the pool as it is.
        await _db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Key})");
        await _db.Database.CloseConnectionAsync();
    }
}
