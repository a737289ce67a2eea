using Identity.Hosting.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Settings;

/// <summary>The address of the role at hand.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="PublicUrl">How the world reaches it; the only origin of its links.</param>
/// <param name="Setting">The setting that says so.</param>
public sealed record RoleAddress(Uri Url, Uri PublicUrl, string Setting)
{
    public bool IsHttps => PublicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>The name of one of this role's cookies. Cookies ignore ports, so that each role needs its own.</summary>
    public string CookieName(RoleName role, string purpose)
    {
        ArgumentNullException.ThrowIfNull(role);
        return $"{(IsHttps ? "__Host-" : "")}identity-{role.Name}.{purpose}";
    }

    internal static RoleAddress Of(RoleName role, IServiceProvider services)
    {
        if (role == RoleName.Server)
        {
            var server = services.GetRequiredService<IOptions<ServerAddressOptions>>().Value;
            return new(server.Url, server.PublicUrl, "Server:PublicUrl");
        }

        if (role == RoleName.AdminApi)
        {
            var api = services.GetRequiredService<IOptions<AdminApiAddressOptions>>().Value;
            return new(api.Url, api.PublicUrl ?? api.Url, "AdminApi:PublicUrl");
        }

        if (role == RoleName.Console)
        {
            var console = services.GetRequiredService<IOptions<ConsoleAddressOptions>>().Value;
            return new(console.Url, console.PublicUrl ?? console.Url, "Console:PublicUrl");
        }

        var worker = services.GetRequiredService<IOptions<WorkerAddressOptions>>().Value;
        return new(worker.Url, worker.Url, "Worker:Url");
    }
}
