using System.CommandLine;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Setup;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands;

internal static class SetupLinkCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("setup-link", "Makes a new link for the first owner account and voids the one before");
        command.SetAction((_, ct) => RunAsync(context, ct));
        return command;
    }

    /// <summary>The link of a token, on the only origin that links have.</summary>
    public static string Address(IConfiguration settings, string token)
    {
        var server = settings[$"Server:{nameof(ServerAddressOptions.PublicUrl)}"] ?? new ServerAddressOptions().PublicUrl.OriginalString;
        return $"{server.TrimEnd('/')}/setup/{token}";
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken ct)
    {
        var settings = context.ReadSettings();
        await using var services = CommandServices.Create(settings);
        await using var scope = services.CreateAsyncScope();
        await DatabaseState.RequireCurrentAsync(scope.ServiceProvider, services.GetRequiredService<IOptions<DatabaseOptions>>().Value, ct);

        var token = await scope.ServiceProvider.GetRequiredService<SetupLinks>().IssueAsync(AuditActor.System, ct)
            ?? throw new CommandFailed("Set-up is done: there is an owner already, and no link opens it again.");
        context.Terminal.Line(Address(settings, token));
        return ExitCode.Done;
    }
}
