using System.CommandLine;
using Identity.Core.Users.Invitations;

namespace Identity.App.Commands.Invitations;

internal static class ListInvitations
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("list", "Shows the invitations that nobody has accepted");
        command.SetAction((_, ct) => InvitationsCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, CancellationToken ct)
    {
        var all = await scope.GetRequiredService<InvitationService>().ListAsync(ct);
        if (all.Count == 0) terminal.Line("Nobody is invited at the moment.");

        var width = all.Select(invitation => invitation.Email.Length).DefaultIfEmpty().Max();
        foreach (var invitation in all)
        {
            terminal.Line(
                $"{invitation.Email.PadRight(width)}  {(invitation.IsOpen ? "waits  " : "expired")}  sent {InvitationsCommand.Time(invitation.SentAt)}, ends {InvitationsCommand.Time(invitation.ExpiresAt)}{Details(invitation)}",
                invitation.IsOpen ? "default" : "grey");
        }
    }

    private static string Details(SentInvitation invitation)
    {
        List<string> details = [];
        if (invitation.Inviter is { } inviter) details.Add($"from {inviter}");
        if (invitation.Roles.Count > 0) details.Add($"roles {string.Join(", ", invitation.Roles)}");
        if (invitation.ClientId is { } client) details.Add($"app {client}");
        return string.Concat(details.Select(detail => $"; {detail}"));
    }
}
