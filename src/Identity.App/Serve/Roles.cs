using Identity.Admin.Api;
using Identity.Admin.Console;
using Identity.Hosting.Roles;
using Identity.Server;
using Identity.Worker;

namespace Identity.App.Serve;

internal static class Roles
{
    /// <summary>The web application of a role, not started yet.</summary>
    public static WebApplication Create(RoleName role, RoleStart start) => role.Name switch
    {
        "server" => ServerRole.Create(start),
        "admin-api" => AdminApiRole.Create(start),
        "console" => ConsoleRole.Create(start),
        "worker" => WorkerRole.Create(start),
        _ => throw new ArgumentException($"There is no role '{role}'.", nameof(role)),
    };
}
