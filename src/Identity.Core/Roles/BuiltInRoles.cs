namespace Identity.Core.Roles;

/// <summary>The roles that every installation has.</summary>
public static class BuiltInRoles
{
    public const string Owner = "Owner";
    public const string Administrator = "Administrator";
    public const string UserManager = "User manager";
    public const string AppManager = "App manager";
    public const string Support = "Support";
    public const string Auditor = "Auditor";

    /// <summary>Name, description and permissions of each.</summary>
    public static IReadOnlyList<(string Name, string Description, IReadOnlyList<string> Permissions)> List { get; } =
    [
        (Owner, "Everything, including the other owners", [Permissions.All]),
        (Administrator, "Everything except making owners", Permissions.BuiltIn),
        (UserManager, "Accounts, their credentials and sessions",
            [Permissions.UsersRead, Permissions.UsersWrite, Permissions.UsersCredentials, Permissions.RolesRead, Permissions.SessionsRead, Permissions.SessionsWrite]),
        (AppManager, "Applications, scopes and their secrets",
            [Permissions.ClientsRead, Permissions.ClientsWrite, Permissions.ClientsSecrets]),
        (Support, "Look up accounts, sign them out, send messages again",
            [Permissions.UsersRead, Permissions.SessionsRead, Permissions.SessionsWrite, Permissions.MessagesRead, Permissions.MessagesSend]),
        (Auditor, "Read everything, change nothing",
            [Permissions.UsersRead, Permissions.RolesRead, Permissions.ClientsRead, Permissions.SessionsRead, Permissions.KeysRead, Permissions.MessagesRead, Permissions.AuditRead, Permissions.SettingsRead]),
    ];
}
