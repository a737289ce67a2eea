using System.CommandLine;
using Identity.App.Backup;
using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands;

internal static class BackupCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "Where the copy goes; it must not exist yet" };
        var keys = new Option<bool>("--with-keys") { Description = "Also copy the key that decrypts it, to FILE.key. Both together open everything" };
        var command = new Command("backup", "Copies a SQLite database while it is in use") { file, keys };
        command.SetAction((parsed, ct) => RunAsync(context, Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(keys), ct));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string target, bool withKeys, CancellationToken ct)
    {
        await using var services = CommandServices.Create(context.ReadSettings());
        RequireSqlite(services, "backup", "pg_dump --format=custom", "BACKUP DATABASE");
        await using var scope = services.CreateAsyncScope();
        var source = SqliteFile.PathOf(scope.ServiceProvider.GetRequiredService<IdentityDb>());
        if (!File.Exists(source)) throw new CommandFailed($"There is no database at '{source}' yet: there is nothing to copy.");

        var encryption = services.GetRequiredService<KeyEncryption>();
        var configured = services.GetRequiredService<IOptions<KeyOptions>>().Value.EncryptionKeyFiles.Count > 0;
        var key = withKeys ? KeyCopy.Source(encryption, configured) : null;
        foreach (var path in key is null ? [target] : new[] { target, KeyCopy.PathOf(target) })
        {
            if (File.Exists(path)) throw new CommandFailed($"'{path}' exists already, and a backup is never overwritten: choose another name.");
        }

        Write(source, target, key);
        context.Terminal.Line($"{target} holds the database and was checked.", "green");
        context.Terminal.Line(key is null
            ? $"It is of no use without the key: keep a copy of {string.Join(", ", encryption.Files)} at another place."
            : $"{KeyCopy.PathOf(target)} holds the key. Both together open everything: keep them apart.");
        return ExitCode.Done;
    }

    /// <summary>Ends the command for the databases that bring their own tools.</summary>
    public static void RequireSqlite(IServiceProvider services, string verb, string postgreSql, string sqlServer)
    {
        if (services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider is not DatabaseProvider.Sqlite and var provider)
        {
            throw new CommandFailed($"'identity {verb}' is for SQLite. For {provider} use {(provider == DatabaseProvider.PostgreSql ? postgreSql : sqlServer)}; docs/operations.md says how.");
        }
    }

    private static void Write(string source, string target, string? key)
    {
        var unfinished = $"{target}.{Guid.NewGuid():N}";
        try
        {
            SqliteFile.Copy(source, unfinished);
            if (SqliteFile.Damage(unfinished) is { } damage) throw new CommandFailed($"The copy of '{source}' can't be used: {damage}.");
            if (key is not null) KeyCopy.Write(key, KeyCopy.PathOf(target));
            File.Move(unfinished, target, overwrite: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed($"'{target}' can't be written: {failure.Message}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
