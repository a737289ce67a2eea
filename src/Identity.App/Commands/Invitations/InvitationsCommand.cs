using System.CommandLine;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands.Invitations;

/// <summary>The commands about invitations. All of them may run while nodes do; the worker sends the mail.</summary>
internal static class InvitationsCommand
{
    public static Command Create(CommandContext context) => new("invitations", "Invites people by mail, shows who was invited, and takes invitations back")
    {
        SendInvitation.Create(context),
        ListInvitations.Create(context),
        RevokeInvitation.Create(context),
    };

    /// <summary>Runs with the services of one scope, on tables of this version.</summary>
    public static async Task<int> RunAsync(CommandContext context, Func<IServiceProvider, Task> act, CancellationToken ct)
    {
        await using var services = CommandServices.Create(context.ReadSettings(), collection => collection.AddServerInvitations());
        await using var scope = services.CreateAsyncScope();
        await DatabaseState.RequireCurrentAsync(scope.ServiceProvider, services.GetRequiredService<IOptions<DatabaseOptions>>().Value, ct);
        // What waits for an answer is sealed with the ring, which a new installation lacks.
        await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().EnsureAsync(ct);
        try
        {
            await act(scope.ServiceProvider);
        }
        catch (DbUpdateException failure)
        {
            throw new CommandFailed($"The database refused the change, and nothing was changed. Run it again. ({Sentence.Of(failure)})");
        }

        return ExitCode.Done;
    }

    public static string Time(DateTime time) => $"{time:yyyy-MM-dd HH:mm}Z";
}
