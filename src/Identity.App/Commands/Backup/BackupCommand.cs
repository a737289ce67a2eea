using System.CommandLine;
using Identity.Core.Keys;

namespace Identity.App.Commands.Backup;

internal static class BackupCommand
{
    private const string OtherDatabases = "This copies a SQLite database. For PostgreSQL use pg_dump, for SQL Server BACKUP DATABASE: docs/operations.md says how.";

    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The copy to make; it must not exist yet" };
        var command = new Command("backup", "Copies the database to a file, while the service goes on (SQLite)") { file };
        command.SetAction((parsed, ct) => RunAsync(context, Path.GetFullPath(parsed.GetRequiredValue(file)), ct));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string file, CancellationToken ct)
    {
        var settings = context.ReadSettings();
        var database = SqliteFile.Of(settings, OtherDatabases);
        if (!database.Exists) throw new CommandFailed($"There is no database at '{database.Path}'.");
        if (File.Exists(file)) throw new CommandFailed($"'{file}' exists already: name another file, or move it away.");

        await using var services = CommandServices.Create(settings);
        var keys = services.GetRequiredService<KeyEncryption>().Files;

        var copy = await Task.Run(() => database.CopyTo(file), ct);
        if (copy.Problem() is { } problem)
        {
            copy.Delete();
            throw new CommandFailed($"The copy is of no use: {problem}. Run 'identity doctor'.");
        }

        context.Terminal.Line($"Copied to {file}.");
        context.Terminal.Line($"It can't be used without the key in {string.Join(" or ", keys)}. Keep a copy of the key too, and keep the two apart.");
        return ExitCode.Done;
    }
}
