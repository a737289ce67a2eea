using System.CommandLine;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.Rotation;
using Microsoft.EntityFrameworkCore;

namespace Identity.App.Commands.Keys;

internal static class ListKeys
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("list", "Shows every key with its state and its days");
        command.SetAction((_, ct) => KeysCommand.RunAsync(context, scope => RunAsync(context.Terminal, scope, ct), ct));
        return command;
    }

    private static async Task RunAsync(Terminal terminal, IServiceProvider scope, CancellationToken ct)
    {
        var now = scope.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var keys = await scope.GetRequiredService<IdentityDb>().SigningKeys.AsNoTracking().OrderBy(key => key.Use).ThenBy(key => key.Algorithm).ThenBy(key => key.Generation).ToListAsync(ct);
        foreach (var kind in keys.GroupBy(key => (key.Use, key.Algorithm)))
        {
            foreach (var key in kind)
            {
                var state = key.StateIn(kind, now);
                terminal.Line($"{key.KeyId,-43}  {key.Use}  {key.Algorithm,-6}  {Word(state),-9}  {Days(key)}", state == KeyState.Active ? "green" : "default");
            }
        }
    }

    private static string Word(KeyState state) => state switch
    {
        KeyState.Announced => "announced",
        KeyState.Active => "active",
        _ => "retired",
    };

    private static string Days(SigningKey key)
    {
        var days = new List<string> { $"from {Day(key.ActivateAt)}" };
        if (key.RetireAt is { } retireAt) days.Add($"to {Day(retireAt)}");
        if (key.DeleteAt is { } deleteAt) days.Add($"deleted {Day(deleteAt)}");
        return string.Join(", ", days);
    }

    private static string Day(DateTime time) => $"{time:yyyy-MM-dd HH:mm}Z";
}
