using Identity.Hosting.Headers;
using Identity.Hosting.Limits;
using Identity.Hosting.Localization;
using Identity.Hosting.Problems;
using Identity.Hosting.Proxy;
using Identity.Hosting.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Hosting;

public static class HostingServices
{
    /// <summary>What every role needs: health, limits, proxy, problems, theme and texts.</summary>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHealthChecks();
        builder.Services.AddLimits().AddProxy().AddProblems().AddThemes().AddTexts();
        return builder;
    }

    /// <summary>
    /// The outer part of the pipeline, in the only order that works, up to and including routing. A role adds its own
    /// (authentication, authorization) after it, and maps its endpoints.
    /// </summary>
    /// <param name="app">The role.</param>
    /// <param name="errorPage">The address of the role's error page; without one every error is a problem document.</param>
    public static WebApplication UseHosting(this WebApplication app, string? errorPage = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.GetRequiredService<Theme>();   // reads and checks it: a broken theme stops the start
        app.UseSecurityHeaders();
        app.UsePublicAddress();
        app.UseTexts();
        app.UseErrors(errorPage);
        app.UseBodyLimit().UseKnownCharset();
        app.UseRouting();
        return app;
    }
}
