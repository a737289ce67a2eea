using System.CommandLine;
using Identity.Core.Audit;
using Identity.Core.Keys.DataProtection;

namespace Identity.App.Commands.Keys;

internal static class RotateRing
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("rotate-ring", "Throws the Data Protection ring away and makes a new one; what it protected counts no more");
        command.SetAction((_, ct) => KeysCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, CancellationToken ct)
    {
        var deleted = await scope.GetRequiredService<RingKeys>().ReplaceAsync(AuditActor.Keys, ct);
        terminal.Line($"{deleted} keys of the ring were deleted, and a new one is in use. Every node that runs follows within 5 seconds.");
    }
}
