using Identity.Core.Data;

namespace Identity.App.Commands;

internal static class DatabaseState
{
    public const string Behind = "The database is behind: run 'identity migrate'.";

    /// <summary>Ends the command when the tables are not those of this version; for SQLite they are brought there.</summary>
    public static async Task RequireCurrentAsync(IServiceProvider services, DatabaseOptions database, CancellationToken ct)
    {
        var migration = services.GetRequiredService<DatabaseMigration>();
        if (database.MigratesOnStart) await migration.MigrateAsync(ct);
        else if ((await migration.PendingAsync(ct)).Count > 0) throw new CommandFailed(Behind);
    }
}
