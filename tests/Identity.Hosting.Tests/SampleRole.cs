using Identity.Hosting.Health;
using Identity.Hosting.Pages;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Hosting.Tests;

/// <summary>A Server role that holds the pages of this project, on a free port.</summary>
internal static class SampleRole
{
    public static async Task<WebApplication> StartAsync(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Server:Url", "http://127.0.0.1:0"), .. settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))])
            .Build();
        var builder = RoleHost.CreateBuilder(RoleName.Server, typeof(SampleRole).Assembly, new RoleStart(configuration));
        builder.AddHosting();
        builder.Services.AddRolePages();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();

        var app = builder.Build();
        app.UseHosting("/error");
        app.MapRolePages();
        app.MapHealth();
        app.MapGet("/seen", Seen);
        app.MapGet("/fails", Fails);
        app.MapPost("/form", (IFormCollection form) => form.Count).DisableAntiforgery();
        await app.StartAsync();
        return app;
    }

    private static string Seen(HttpContext context)
        => $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{context.Request.Path} {context.Connection.RemoteIpAddress}";

    private static string Fails() => throw new InvalidOperationException("secret detail");
}
