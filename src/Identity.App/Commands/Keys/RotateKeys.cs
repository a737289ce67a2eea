using System.CommandLine;
using Identity.Core.Audit;
using Identity.Core.Keys.Rotation;

namespace Identity.App.Commands.Keys;

internal static class RotateKeys
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("rotate", "Announces the next keys now, instead of when they are due");
        command.SetAction((_, ct) => KeysCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, CancellationToken ct)
    {
        foreach (var key in await scope.GetRequiredService<KeyRotation>().AnnounceAsync(AuditActor.Keys, ct))
        {
            terminal.Line($"+ {key.KeyId} ({key.Use} {key.Algorithm}) is announced and in use from {key.ActivateAt:yyyy-MM-dd HH:mm}Z on", "green");
        }
    }
}
