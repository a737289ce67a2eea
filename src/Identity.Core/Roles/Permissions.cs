namespace Identity.Core.Roles;

/// <summary>Everything an admin may be allowed to do. Permissions of the operator's own resources are not listed here.</summary>
public static class Permissions
{
    public const string All = "*";
    public const string UsersRead = "users:read";
    public const string UsersWrite = "users:write";
    public const string UsersCredentials = "users:credentials";
    public const string RolesRead = "roles:read";
    public const string RolesWrite = "roles:write";
    public const string ClientsRead = "clients:read";
    public const string ClientsWrite = "clients:write";
    public const string ClientsSecrets = "clients:secrets";
    public const string SessionsRead = "sessions:read";
    public const string SessionsWrite = "sessions:write";
    public const string KeysRead = "keys:read";
    public const string KeysRotate = "keys:rotate";
    public const string MessagesRead = "messages:read";
    public const string MessagesSend = "messages:send";
    public const string AuditRead = "audit:read";
    public const string SettingsRead = "settings:read";
    public const string SettingsWrite = "settings:write";
    public const string JobsWrite = "jobs:write";

    /// <summary>The permissions that the product itself knows, without <see cref="All"/>.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        UsersRead, UsersWrite, UsersCredentials, RolesRead, RolesWrite, ClientsRead, ClientsWrite, ClientsSecrets,
        SessionsRead, SessionsWrite, KeysRead, KeysRotate, MessagesRead, MessagesSend, AuditRead, SettingsRead,
        SettingsWrite, JobsWrite,
    ];
}
