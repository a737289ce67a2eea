using Identity.Core.Data;
using Identity.Hosting;
using Identity.Hosting.Health;
using Identity.Hosting.Roles;
using Identity.Worker.BackChannelLogout;
using Identity.Worker.Delivery;
using Identity.Worker.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker;

/// <summary>The Worker role: its services, pipeline and endpoints.</summary>
public static class WorkerRole
{
    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.Worker, typeof(WorkerRole).Assembly, start);
        builder.AddHosting();
        builder.Services.AddIdentityDb(builder.Configuration);
        builder.Services.AddDelivery().AddBackChannelLogout().AddHostedService<RotateKeys>();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting();
        app.MapHealth();
        return app;
    }
}
