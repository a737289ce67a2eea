using Identity.Core.Data;
using Identity.Core.Leases;
using Identity.Hosting;
using Identity.Hosting.Health;
using Identity.Hosting.Pages;
using Identity.Hosting.Problems;
using Identity.Hosting.Roles;
using Identity.Worker.BackChannelLogout;
using Identity.Worker.Delivery;
using Identity.Worker.Email;
using Identity.Worker.Housekeeping;
using Identity.Worker.Keys;
using Identity.Worker.Mailbox;
using Identity.Worker.Sms;
using Identity.Worker.Webhooks;
using Microsoft.AspNetCore.Builder;

namespace Identity.Worker;

/// <summary>The Worker role: its services, pipeline and endpoints.</summary>
public static class WorkerRole
{
    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.Worker, typeof(WorkerRole).Assembly, start);
        builder.AddHosting();
        builder.Services.AddIdentityDb(builder.Configuration);
        builder.Services.AddOutage(DatabaseOutage.Caused);
        builder.Services.AddDelivery().AddBackChannelLogout().AddEmail().AddSms().AddWebhooks().AddHousekeeping();
        builder.Services.AddLeasedJob<RotateKeys>();
        builder.Services.AddRolePages();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting();
        app.MapHealth();
        app.MapMailbox();
        app.MapRolePages();
        return app;
    }
}
