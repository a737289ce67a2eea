using System.CommandLine;
using Identity.Core.Audit;
using Identity.Core.Keys.Rotation;

namespace Identity.App.Commands.Keys;

internal static class RevokeKey
{
    public static Command Create(CommandContext context)
    {
        var keyId = new Argument<string>("KID") { Description = "The name of the key, as 'identity keys list' shows it" };
        var command = new Command("revoke", "Takes a key that somebody else may have out of use at once; everything made with it is refused from then on") { keyId };
        command.SetAction((parsed, ct) => KeysCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, parsed.GetRequiredValue(keyId), ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, string keyId, CancellationToken ct)
    {
        switch (await scope.GetRequiredService<KeyRevocation>().RevokeAsync(keyId, AuditActor.Keys, ct))
        {
            case RevocationResult.Done done:
                terminal.Line($"- {done.Key.KeyId} ({done.Key.Use} {done.Key.Algorithm}) is revoked", "red");
                terminal.Line($"  {done.InUse.KeyId} is in use");
                terminal.Line("Every node that runs follows within 5 seconds.");
                break;
            case RevocationResult.Refused:
                throw new CommandFailed($"'{keyId}' is the secret of pairwise subjects. It can't be revoked: every app would take its people for new ones.");
            default:
                throw new CommandFailed($"There is no key '{keyId}'. 'identity keys list' shows those that there are.");
        }
    }
}
