using System.CommandLine;
using Identity.Core.Audit;
using Identity.Core.Users.Invitations;

namespace Identity.App.Commands.Invitations;

internal static class RevokeInvitation
{
    public static Command Create(CommandContext context)
    {
        var email = new Argument<string>("EMAIL") { Description = "The address that was invited" };
        var command = new Command("revoke", "Takes an invitation back: its link works no more") { email };
        command.SetAction((parsed, ct) => InvitationsCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, parsed.GetRequiredValue(email), ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, string email, CancellationToken ct)
    {
        if (!await scope.GetRequiredService<InvitationService>().RevokeAsync(email, AuditActor.Invitations, ct))
        {
            throw new CommandFailed($"No invitation to '{email}' can be accepted. 'identity invitations list' shows those that there are.");
        }

        terminal.Line($"- {email} is not invited any more", "red");
    }
}
