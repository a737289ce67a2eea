using Identity.App.Commands;
using Identity.Hosting.Roles;

namespace Identity.App.Settings;

/// <summary>Where the roles and the management address listen.</summary>
internal static class ListenerAddresses
{
    /// <summary>Health in detail; not a role, and in every process.</summary>
    public static readonly RoleName Management = new("management", "Management", "http://localhost:5009");

    public static string Of(RoleName role, IConfiguration settings) => settings[$"{role.Section}:Url"] ?? role.DefaultUrl;

    public static void Check(IEnumerable<RoleName> roles, IConfiguration settings)
    {
        foreach (var role in roles)
        {
            var address = Of(role, settings);
            if (!Uri.TryCreate(address.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            {
                throw new CommandFailed($"{role.Section}:Url: '{address}' is not an http or https address without a path. A valid example: {role.DefaultUrl}", ExitCode.WrongSetting);
            }
        }
    }
}
