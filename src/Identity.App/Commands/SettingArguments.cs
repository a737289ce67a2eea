namespace Identity.App.Commands;

/// <summary>
/// Takes the settings (<c>--Section:Key value</c>, <c>--Section:Key=value</c>) out of the arguments: every command
/// accepts them, and no command has to know their names.
/// </summary>
internal static class SettingArguments
{
    public static (IReadOnlyList<string> Command, IReadOnlyDictionary<string, string?> Settings) Split(IReadOnlyList<string> args)
    {
        var command = new List<string>();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':', StringComparison.Ordinal))
            {
                command.Add(args[i]);
                continue;
            }

            if (value is null)
            {
                if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    throw new CommandFailed($"The setting '{name}' has no value. A valid example: {name}=value", ExitCode.WrongUsage);
                }

                value = args[++i];
            }

            settings[name[2..]] = value;
        }

        return (command, settings);
    }
}
