using Identity.Hosting.Health;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server;

/// <summary>The Server role: its services, pipeline and endpoints.</summary>
public static class ServerRole
{
    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.Server, typeof(ServerRole).Assembly, start);
        builder.Services.AddHealthChecks();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseRouting();
        app.MapHealth();
        return app;
    }
}
