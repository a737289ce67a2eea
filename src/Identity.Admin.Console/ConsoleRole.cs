using Identity.Hosting;
using Identity.Hosting.Health;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;

namespace Identity.Admin.Console;

/// <summary>The Console role: its services, pipeline and endpoints.</summary>
public static class ConsoleRole
{
    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.Console, typeof(ConsoleRole).Assembly, start);
        builder.AddHosting();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting();
        app.MapHealth();
        return app;
    }
}
