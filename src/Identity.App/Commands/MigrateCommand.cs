using System.CommandLine;
using Identity.Core.Data;
using Identity.Core.Keys;

namespace Identity.App.Commands;

internal static class MigrateCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("migrate", "Brings the database up to this version; does nothing when it is there");
        command.SetAction((_, ct) => RunAsync(context, ct));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken ct)
    {
        await using var services = CommandServices.Create(context.ReadSettings());
        await using var scope = services.CreateAsyncScope();
        var applied = await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().MigrateAsync(ct);
        await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().EnsureAsync(ct);

        foreach (var migration in applied) context.Terminal.Line($"+ {migration}", "green");
        context.Terminal.Line(applied.Count == 0 ? "The database is up to date. Nothing was changed." : "The database is up to date now.");
        return ExitCode.Done;
    }
}
