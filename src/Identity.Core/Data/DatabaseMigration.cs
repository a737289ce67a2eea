using System.Data.Common;
using Identity.Core.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Identity.Core.Data;

/// <summary>Brings the database up to date. Any number of processes may do it at the same time: one does, the others wait.</summary>
public sealed class DatabaseMigration(IdentityDb db, BuiltInData builtIn)
{
    /// <summary>The migrations that this program has and the database has not.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached.</exception>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken ct)
        => await db.ExistsAsync(ct)
            ? [.. await db.Database.GetPendingMigrationsAsync(ct)]
            : [.. db.Database.GetMigrations()];

    /// <summary>Applies what is pending, then adds the rows that every installation has.</summary>
    /// <returns>The ids of the migrations that were pending.</returns>
    /// <exception cref="DatabaseUnavailableException">The database can't be reached.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken ct)
    {
        await using var turn = await SqliteMigrationTurn.TakeAsync(db, ct);

        var pending = await PendingAsync(ct);
        if (pending.Count > 0)
        {
            await CreateAsync(ct);
            await RunAsync(ct);
        }

        await builtIn.SeedAsync(ct);
        return pending;
    }

    private async Task RunAsync(CancellationToken ct)
    {
        var usual = db.Database.GetCommandTimeout();
        try
        {
            // An index on a large table takes its time, and so may the process whose turn it is.
            db.Database.SetCommandTimeout(0);
            await using var turn = await PostgreSqlMigrationTurn.TakeAsync(db, ct);
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            db.Database.SetCommandTimeout(usual);
        }
    }

    private async Task CreateAsync(CancellationToken ct)
    {
        if (await db.ExistsAsync(ct)) return;

        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(ct);
        }
        catch (DbException)
        {
            // Another process was faster. Anything else shows in the migration that follows.
            if (!await db.ExistsAsync(ct)) throw;
        }
    }
}
