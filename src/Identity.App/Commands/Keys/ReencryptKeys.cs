using System.CommandLine;
using Identity.Core.Audit;
using Identity.Core.Keys;

namespace Identity.App.Commands.Keys;

internal static class ReencryptKeys
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("reencrypt", "Encrypts all that the database holds encrypted with the first of Keys:EncryptionKeyFiles");
        command.SetAction((_, ct) => KeysCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, CancellationToken ct)
    {
        var reencryption = scope.GetRequiredService<Reencryption>();
        var files = scope.GetRequiredService<KeyEncryption>().Files;
        var changed = await reencryption.RunAsync(AuditActor.Keys, ct);
        var old = await reencryption.CountAsync(ct);

        terminal.Line($"{changed} values were encrypted anew; {old} need an older key.");
        if (old > 0) throw new CommandFailed("A node made a key at this moment whose first key file is another. Let every node name the same file first, and run it again.");
        if (files.Count > 1) terminal.Line($"Only '{files[0]}' is needed for this database now. Backups from before still need the older files.");
    }
}
