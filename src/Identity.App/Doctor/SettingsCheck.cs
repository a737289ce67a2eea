using Identity.App.Commands;
using Identity.App.Serve;
using Identity.App.Settings;
using Identity.Hosting.Roles;

namespace Identity.App.Doctor;

/// <summary>Reads the settings of every role as its start would.</summary>
internal static class SettingsCheck
{
    public static async Task<Finding> RunAsync(CommandContext context)
    {
        try
        {
            var settings = context.ReadSettings();
            ListenerAddresses.Check([.. RoleName.All, ListenerAddresses.Management], settings);
            foreach (var name in RoleName.All)
            {
                await using var role = new RunningRole(name, Roles.Create(name, new RoleStart(settings) { EnvironmentName = CommandContext.EnvironmentName }));
                role.CheckSettings();
            }

            await using var services = CommandServices.Create(settings);
            return Finding.Ok("settings", "All settings are known and have values that work.");
        }
        catch (CommandFailed failure)
        {
            return Finding.Problem("settings", failure.Message);
        }
        catch (Exception failure) when (SettingError.Describe(failure) is { } sentence)
        {
            return Finding.Problem("settings", sentence);
        }
    }
}
