using Identity.App.Settings;

namespace Identity.App.Commands;

/// <summary>What every command is given.</summary>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Settings">The settings named on the command line.</param>
internal sealed record CommandContext(Terminal Terminal, IReadOnlyDictionary<string, string?> Settings)
{
    public static string EnvironmentName
        => Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? "Production";

    /// <summary>Reads the settings; a name that nothing knows ends the command.</summary>
    public IConfigurationRoot ReadSettings() => SettingSources.Read(EnvironmentName, Settings);
}
