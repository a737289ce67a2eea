using System.CommandLine;
using System.Globalization;
using Identity.Core.Audit;
using Identity.Core.Users.Invitations;
using Identity.Hosting.Settings;
using Identity.Hosting.Themes;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands.Invitations;

internal static class SendInvitation
{
    public static Command Create(CommandContext context)
    {
        var email = new Argument<string>("EMAIL") { Description = "The address of the person" };
        var from = new Option<string>("--from") { Description = "Who invites them, as the mail says it: 'Grace Hopper'", Required = true, HelpName = "NAME" };
        var name = new Option<string?>("--name") { Description = "What to call the person; they can change it", HelpName = "NAME" };
        var roles = new Option<string[]>("--role") { Description = "A role that the account is given; may be repeated", HelpName = "ROLE" };
        var client = new Option<string?>("--client") { Description = "The app that they are invited to, and go on to", HelpName = "CLIENT_ID" };
        var language = new Option<string>("--language") { Description = "The language of the mail", HelpName = "TAG", DefaultValueFactory = _ => "en" };
        var command = new Command("send", "Mails somebody a link to make an account; one that was sent to the same address before is void") { email, from, name, roles, client, language };
        command.SetAction((parsed, ct) => InvitationsCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, new(parsed.GetRequiredValue(email), parsed.GetRequiredValue(from))
        {
            Name = parsed.GetValue(name),
            Roles = parsed.GetValue(roles) ?? [],
            ClientId = parsed.GetValue(client),
            Language = Tag(parsed.GetRequiredValue(language)),
        }, ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, NewInvitation invitation, CancellationToken ct)
    {
        var sender = new InvitationSender(
            await scope.GetRequiredService<Branding>().ProductNameAsync(ct), scope.GetRequiredService<IOptions<ServerAddressOptions>>().Value.Issuer);
        switch (await scope.GetRequiredService<InvitationService>().SendAsync(invitation, sender, AuditActor.Invitations, ct))
        {
            case InvitationResult.Sent sent:
                terminal.Line($"+ {sent.Email} is invited, until {InvitationsCommand.Time(sent.ExpiresAt)}", "green");
                if (sent.Unproved is { } account) terminal.Line($"  The account '{account}' names this address and has not proved it. Once the invitation is accepted it loses the address, and is turned off.", "yellow");
                break;
            case InvitationResult.Refused refused:
                foreach (var problem in refused.Problems.SkipLast(1)) terminal.Detail(problem);
                throw new CommandFailed($"{refused.Problems[^1]} Nobody was invited.");
        }
    }

    private static string Tag(string language)
    {
        try
        {
            if (CultureInfo.GetCultureInfo(language, predefinedOnly: true).Name is { Length: > 0 } tag) return tag;
        }
        catch (CultureNotFoundException)
        {
            // As for the name of no culture at all.
        }

        throw new CommandFailed($"'{language}' is no language. A valid example: --language de", ExitCode.WrongUsage);
    }
}
