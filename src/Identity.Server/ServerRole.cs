using Identity.Hosting;
using Identity.Hosting.Health;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;

namespace Identity.Server;

/// <summary>The Server role: its services, pipeline and endpoints.</summary>
public static class ServerRole
{
    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.Server, typeof(ServerRole).Assembly, start);
        builder.AddHosting();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting();
        app.MapHealth();
        return app;
    }
}
