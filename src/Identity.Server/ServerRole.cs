using Identity.Core.Data;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Users;
using Identity.Hosting;
using Identity.Hosting.Health;
using Identity.Hosting.Pages;
using Identity.Hosting.Problems;
using Identity.Hosting.Roles;
using Identity.Server.Account;
using Identity.Server.AccountApi;
using Identity.Server.Branding;
using Identity.Server.Flows;
using Identity.Server.Protocol;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Builder;

namespace Identity.Server;

/// <summary>The Server role: the OpenID Connect protocol and the pages that people see.</summary>
public static class ServerRole
{
    /// <summary>Keeps apart what this role protects with the ring. It must never change.</summary>
    internal const string ProtectionName = "Identity.Server";

    public static WebApplication Create(RoleStart start)
    {
        var builder = RoleHost.CreateBuilder(RoleName.Server, typeof(ServerRole).Assembly, start);
        builder.AddHosting();
        builder.Services.AddIdentityDb(builder.Configuration);
        builder.Services.AddOutage(DatabaseOutage.Caused);
        builder.Services.AddIdentityDataProtection(ProtectionName);
        builder.Services.AddAccounts();
        builder.Services.AddSessions().AddFlows().AddAccountPages().AddProtocol().AddAccountApi();
        builder.Services.AddRolePages();
        builder.Services.AddProductName();
        start.Replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseHosting(errorPage: "/error");
        app.UseProtocol();
        app.UseAccountApi();
        app.MapHealth();
        app.MapRolePages();
        app.MapAccountApi();
        return app;
    }
}
