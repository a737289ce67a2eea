using Identity.Admin.Api;
using Identity.Admin.Console;
using Identity.App.Serve.Proxy;
using Identity.Hosting.Roles;
using Identity.Server;
using Identity.Worker;

namespace Identity.App.Serve;

internal static class Roles
{
    /// <summary>The web application of a role, not started yet.</summary>
    public static WebApplication Create(RoleName role, RoleStart start, ProxyProbes? probes = null) => role.Name switch
    {
        "server" => ServerRole.Create(start with { Replace = start.Replace + NoteProbes(probes) }),
        "admin-api" => AdminApiRole.Create(start),
        "console" => ConsoleRole.Create(start),
        "worker" => WorkerRole.Create(start),
        _ => throw new ArgumentException($"There is no role '{role}'.", nameof(role)),
    };

    private static Action<IServiceCollection>? NoteProbes(ProxyProbes? probes)
        => probes is null ? null : services => services.AddSingleton<IStartupFilter>(new NoteProbes(probes));
}
