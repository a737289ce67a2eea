using System.CommandLine;
using Identity.App.Serve;
using Identity.Hosting.Roles;

namespace Identity.App.Commands;

internal static class ServeCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Runs the product: all roles in one process, or some of them");
        AddTo(command, context);
        return command;
    }

    /// <summary>Makes a command serve: the one of this name, and the bare <c>identity</c>.</summary>
    public static void AddTo(Command command, CommandContext context)
    {
        var roles = new Option<string>("--roles")
        {
            Description = $"The roles to run, separated by commas: {string.Join(", ", RoleName.All)}. All when not given.",
            HelpName = "server,worker",
        };
        command.Add(roles);
        command.SetAction((parsed, ct) => new RoleProcess(context).RunAsync(Chosen(parsed.GetValue(roles)), ct));
    }

    private static IReadOnlyList<RoleName> Chosen(string? names)
    {
        if (names is null) return RoleName.All;

        var chosen = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (chosen.FirstOrDefault(name => RoleName.All.All(role => role.Name != name)) is { } unknown)
        {
            throw new CommandFailed($"There is no role '{unknown}'. The roles are: {string.Join(", ", RoleName.All)}.", ExitCode.WrongUsage);
        }

        return chosen.Length == 0
            ? throw new CommandFailed("'--roles' names no role. A valid example: --roles server,worker", ExitCode.WrongUsage)
            : [.. RoleName.All.Where(role => chosen.Contains(role.Name))];
    }
}
