using System.CommandLine;
using Identity.Core.Apply;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands;

internal static class ApplyCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A JSON file with clients, scopes, resources, roles, groups and users" };
        var plan = new Option<bool>("--plan") { Description = "Show what would change, and change nothing" };
        var command = new Command("apply", "Brings clients, scopes, roles and people to what a file says") { file, plan };
        command.SetAction((parsed, ct) => RunAsync(context, parsed.GetRequiredValue(file), parsed.GetValue(plan), ct));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string path, bool planOnly, CancellationToken ct)
    {
        var text = await ReadAsync(path, ct);
        await using var services = CommandServices.Create(context.ReadSettings());
        await using var scope = services.CreateAsyncScope();
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        await DatabaseState.RequireCurrentAsync(scope.ServiceProvider, database, ct);

        switch (await ApplyAsync(scope.ServiceProvider.GetRequiredService<ApplyFile>(), text, planOnly, ct))
        {
            case ApplyResult.Refused refused:
                foreach (var problem in refused.Problems) context.Terminal.Detail($"{path}: {problem}");
                throw new CommandFailed(refused.Problems.Count == 1 ? "The file has a problem. Nothing was changed." : $"The file has {refused.Problems.Count} problems. Nothing was changed.");
            case ApplyResult.Done done:
                ChangeList.Print(context.Terminal, done.Changes, planOnly);
                break;
        }

        return ExitCode.Done;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(path, ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed($"The file '{path}' can't be read: {failure.Message}");
        }
    }

    private static async Task<ApplyResult> ApplyAsync(ApplyFile file, string text, bool planOnly, CancellationToken ct)
    {
        try
        {
            return await file.RunAsync(text, planOnly, ct);
        }
        catch (DbUpdateException failure)
        {
            throw new CommandFailed($"The database refused the changes, and nothing was changed; somebody else may have changed the same at this moment. Run it again. ({Sentence.Of(failure)})");
        }
    }
}
