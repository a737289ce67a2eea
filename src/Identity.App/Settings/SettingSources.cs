using System.Text.Json;
using Identity.App.Commands;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Identity.App.Settings;

/// <summary>Where settings come from; the later source wins.</summary>
internal static class SettingSources
{
    // One line for each event that an operator acts on.
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // Its failures reach whoever asked, who can say what they mean.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
        ["Logging:LogLevel:OpenIddict"] = "Warning",
    };

    public static IConfigurationRoot Read(string environmentName, IReadOnlyDictionary<string, string?> commandLine)
    {
        var builder = new ConfigurationBuilder().AddInMemoryCollection(Defaults);
        foreach (var directory in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.Select(Path.TrimEndingDirectorySeparator).Distinct())
        {
            builder.AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true, reloadOnChange: false);
            builder.AddJsonFile(Path.Combine(directory, $"appsettings.{environmentName}.json"), optional: true, reloadOnChange: false);
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(commandLine);
        try
        {
            var settings = builder.Build();
            RefuseUnknownSections(settings);
            return settings;
        }
        catch (InvalidDataException failure)
        {
            var cause = failure.GetBaseException() as JsonException;
            throw new CommandFailed($"{failure.Message} {cause?.Message}".Trim(), ExitCode.WrongSetting);
        }
    }

    // The environment belongs to the whole machine; files and the command line are ours, so a stray name there is a mistake.
    private static void RefuseUnknownSections(IConfigurationRoot settings)
    {
        var ours = settings.Providers.Where(provider => provider is not EnvironmentVariablesConfigurationProvider);
        foreach (var provider in ours)
        {
            foreach (var name in provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (SettingNames.Sections.Contains(name)) continue;

                var where = provider is JsonConfigurationProvider file ? $" (in {((FileConfigurationSource)file.Source).Path})" : "";
                throw new CommandFailed($"{name}: there is no such setting{where}. {SettingNames.Hint(name, SettingNames.Sections)}", ExitCode.WrongSetting);
            }
        }
    }
}
