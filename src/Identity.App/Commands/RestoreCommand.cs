using System.CommandLine;
using Identity.App.Backup;
using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands;

internal static class RestoreCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "What 'identity backup' wrote" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Take the place of the database that is there; that one is kept beside it" };
        var command = new Command("restore", "Puts the copy of a SQLite database in place, once it and its key were checked") { file, overwrite };
        command.SetAction((parsed, ct) => RunAsync(context, Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(overwrite), ct));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string copy, bool overwrite, CancellationToken ct)
    {
        var settings = context.ReadSettings();
        await using var services = CommandServices.Create(settings);
        BackupCommand.RequireSqlite(services, "restore", "pg_restore", "RESTORE DATABASE");
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var target = SqliteFile.PathOf(db);
        Check(copy, target, overwrite, [.. db.Database.GetMigrations()]);

        var generated = services.GetRequiredService<IOptions<KeyOptions>>().Value.EncryptionKeyFiles.Count == 0;
        var restoration = new Restoration(settings, copy, target, generated ? services.GetRequiredService<KeyEncryption>().Files[0] : null);
        var kept = await restoration.RunAsync(ct);

        context.Terminal.Line($"{target} is the database of the backup now.", "green");
        if (kept is not null) context.Terminal.Line($"The one before is kept in {kept}: delete it when you are sure.");
        context.Terminal.Line("Sessions that were ended since the backup are open again. 'identity serve' starts with it.");
        return ExitCode.Done;
    }

    private static void Check(string copy, string target, bool overwrite, IReadOnlyList<string> known)
    {
        if (!File.Exists(copy)) throw new CommandFailed($"There is no file '{copy}'.");
        if (copy == target) throw new CommandFailed($"'{copy}' is the database in use, not a copy of it.");
        if (SqliteFile.Damage(copy) is { } damage) throw new CommandFailed($"'{copy}' can't be restored: {damage}.");
        if (SqliteFile.Migrations(copy).Except(known).Any()) throw new CommandFailed($"'{copy}' was made by a newer version of identity: restore it with that version.");
        if (!File.Exists(target)) return;

        if (!overwrite) throw new CommandFailed($"There is a database at '{target}' already. Run this again with --overwrite to take its place; it is kept beside the new one.");
        SqliteFile.Settle(target);
    }
}
