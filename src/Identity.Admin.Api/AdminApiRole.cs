using Identity.Core.Data;
using Identity.Hosting;
using Identity.Hosting.Health;
using Identity.Hosting.Problems;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;

namespace Identity.Admin.Api;

/// <summary>The AdminApi role: its services, pipeline and endpoints.</summary>
public static class AdminApiRole
{
    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.AdminApi, typeof(AdminApiRole).Assembly, start);
        builder.AddHosting();
        builder.Services.AddIdentityDb(builder.Configuration);
        builder.Services.AddOutage(DatabaseOutage.Caused);
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting();
        app.MapHealth();
        return app;
    }
}
