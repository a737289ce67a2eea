using System.CommandLine;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands.Keys;

/// <summary>The commands about keys. All of them may run while nodes do.</summary>
internal static class KeysCommand
{
    public static Command Create(CommandContext context) => new("keys", "Shows, rotates and revokes the keys in the database")
    {
        ListKeys.Create(context),
        RotateKeys.Create(context),
        RevokeKey.Create(context),
        ReencryptKeys.Create(context),
        RotateRing.Create(context),
    };

    /// <summary>Runs with the services of one scope, on tables of this version.</summary>
    public static async Task<int> RunAsync(CommandContext context, Func<IServiceProvider, Task> act, CancellationToken ct)
    {
        await using var services = CommandServices.Create(context.ReadSettings());
        await using var scope = services.CreateAsyncScope();
        await DatabaseState.RequireCurrentAsync(scope.ServiceProvider, services.GetRequiredService<IOptions<DatabaseOptions>>().Value, ct);
        try
        {
            await act(scope.ServiceProvider);
        }
        catch (DbUpdateException failure)
        {
            throw new CommandFailed($"The database refused the change, and nothing was changed; a worker may have done something at this moment. Run it again. ({Sentence.Of(failure)})");
        }

        return ExitCode.Done;
    }
}
