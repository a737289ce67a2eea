using System.CommandLine;
using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.Data.Sqlite;

namespace Identity.App.Commands.Backup;

internal static class RestoreCommand
{
    private const string OtherDatabases = "This restores a SQLite database. For PostgreSQL use pg_restore, for SQL Server RESTORE DATABASE: docs/operations.md says how.";

    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A copy that 'identity backup' made" };
        var force = new Option<bool>("--force") { Description = "Replace the database that is there" };
        var command = new Command("restore", "Puts a copy of the database in its place; the service must not run (SQLite)") { file, force };
        command.SetAction((parsed, ct) => RunAsync(context, new SqliteFile(Path.GetFullPath(parsed.GetRequiredValue(file))), parsed.GetValue(force), ct));
        return command;
    }

    /// <summary>Nothing is replaced before the copy has proved to be whole, and the key to be its own.</summary>
    private static async Task<int> RunAsync(CommandContext context, SqliteFile copy, bool force, CancellationToken ct)
    {
        var settings = context.ReadSettings();
        var database = SqliteFile.Of(settings, OtherDatabases);
        if (!copy.Exists) throw new CommandFailed($"There is no file '{copy.Path}'.");
        if (copy.Problem() is { } problem) throw new CommandFailed($"'{copy.Path}' can't be restored: {problem}.");
        if (database.Exists && !force) throw new CommandFailed($"There is a database at '{database.Path}'. Add --force to replace it.");
        if (database.Exists && database.IsInUse()) throw new CommandFailed($"'{database.Path}' is in use: stop the service first.");

        var target = Path.GetDirectoryName(database.Path)!;
        if (!Directory.Exists(target)) Directory.CreateDirectory(target);
        var next = copy.CopyTo($"{database.Path}.restoring");
        try
        {
            var applied = await BringUpToDateAsync(settings, next, ct);
            database.Delete();
            File.Move(next.Path, database.Path);
            context.Terminal.Line(applied == 0 ? $"Restored to {database.Path}." : $"Restored to {database.Path}, and brought up to this version.");
            return ExitCode.Done;
        }
        finally
        {
            next.Delete();
        }
    }

    private static async Task<int> BringUpToDateAsync(IConfiguration settings, SqliteFile file, CancellationToken ct)
    {
        var own = new ConfigurationBuilder().AddConfiguration(settings)
            .AddInMemoryCollection([new($"{DatabaseOptions.Section}:{nameof(DatabaseOptions.ConnectionString)}", $"Data Source={file.Path};Pooling=False")])
            .Build();
        await using var services = CommandServices.Create(own);
        await using var scope = services.CreateAsyncScope();
        // First the key: migrating would make a new one where there is none.
        await scope.ServiceProvider.GetRequiredService<EncryptionKeyCheck>().VerifyAsync(ct);
        await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().LoadAsync(ct);
        var applied = await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().MigrateAsync(ct);
        SqliteConnection.ClearAllPools();
        return applied.Count;
    }
}
