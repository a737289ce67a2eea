using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Data;

/// <summary>
/// EF's lock on SQLite is a row that stays when its process is killed, and then every later start waits for ever.
/// The operating system forgets a file lock with its process: whoever holds this one may remove the row.
/// </summary>
internal sealed class SqliteMigrationTurn : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream? _lock;

    private SqliteMigrationTurn(FileStream? file) => _lock = file;

    public static async Task<SqliteMigrationTurn> TakeAsync(IdentityDb db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite() || FileOf(db) is not { } database) return new(null);

        var turn = new SqliteMigrationTurn(await LockAsync(database + ".migration.lock", ct));
        try
        {
            await ClearStaleLockAsync(db, ct);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _lock?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? FileOf(IdentityDb db)
    {
        var settings = new SqliteConnectionStringBuilder(db.Database.GetConnectionString());
        return settings.Mode == SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:" || settings.DataSource.StartsWith("file:", StringComparison.Ordinal)
            ? null
            : Path.GetFullPath(settings.DataSource);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception failure) when (failure is UnauthorizedAccessException or DirectoryNotFoundException)
            {
                throw new DatabaseUnavailableException($"The file '{path}' can't be written: give this user the right to write in that directory.", failure);
            }
            catch (IOException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(Pause, ct);
            }
            catch (IOException failure)
            {
                throw new DatabaseUnavailableException($"Another process has been changing the database for {Patience.TotalMinutes} minutes and holds '{path}': stop it, then start again.", failure);
            }
        }
    }

    private static async Task ClearStaleLockAsync(IdentityDb db, CancellationToken ct)
    {
        if (!await db.ExistsAsync(ct)) return;

        var locked = await db.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'")
            .SingleAsync(ct);
        if (locked > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
    }
}
