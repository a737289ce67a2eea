using Identity.App.Commands;
using Identity.Core.Configuration;
using Identity.Core.Data;

namespace Identity.App.Doctor;

/// <summary>Whether the database answers, is of this version, and can be written.</summary>
internal sealed class DatabaseCheck(IdentityDb db, DatabaseMigration migration, DatabaseOptions database, DataOptions data, DoctorOptions limits)
{
    private const string Area = "database";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) => [await TablesAsync(ct), await WriteAsync(ct), Disk()];

    private async Task<Finding> TablesAsync(CancellationToken ct)
    {
        try
        {
            var pending = await migration.PendingAsync(ct);
            if (pending.Count == 0) return Finding.Ok(Area, "It answers and has the tables of this version.");

            return database.MigratesOnStart
                ? Finding.Warning(Area, $"{pending.Count} migrations are missing; the next start, or 'identity migrate', adds them.")
                : Finding.Problem(Area, DatabaseState.Behind);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Finding.Problem(Area, Sentence.Of(failure));
        }
    }

    // Writes and takes it back: reading tells nothing about a file or an account that may only read.
    private async Task<Finding> WriteAsync(CancellationToken ct)
    {
        try
        {
            if ((await migration.PendingAsync(ct)).Count > 0) return Finding.Ok(Area, "Writing was not tried: the tables come first.");

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.BumpConfigVersionAsync(ct);
            await transaction.RollbackAsync(ct);
            return Finding.Ok(Area, "It can be written.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Finding.Problem(Area, $"It can't be written: {Sentence.Of(failure)} Give the user that runs identity, or the user in Database:ConnectionString, the right to write.");
        }
    }

    private Finding Disk()
    {
        var free = new DriveInfo(data.FullPath).AvailableFreeSpace / (1024 * 1024);
        return free >= limits.MinimumFreeDisk
            ? Finding.Ok(Area, $"{free} MB are free where the data directory is.")
            : Finding.Problem(Area, $"Only {free} MB are free where the data directory '{data.FullPath}' is (Doctor:MinimumFreeDisk is {limits.MinimumFreeDisk}). Make room, or set Data:Directory to another disk.");
    }
}
