using Identity.Hosting.Localization;
using Identity.Hosting.Roles;
using Identity.Hosting.Settings;
using Identity.Hosting.Themes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Pages;

public static class RolePages
{
    /// <summary>Razor pages beside their code, with the shared layouts, tag helpers and texts.</summary>
    public static IServiceCollection AddRolePages(this IServiceCollection services)
    {
        services.AddRazorPages()
            .WithRazorPagesAtContentRoot()
            .AddApplicationPart(typeof(RolePages).Assembly)
            .AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (type, factory) => factory.Create(type))
            .AddMvcOptions(options =>
            {
                options.Filters.Add<ExplainExpiredForm>();
                options.Filters.Add<RefuseInvalidForm>();
            });
        services.AddSingleton<IConfigureOptions<MvcOptions>, LocalisedMessages>();
        services.AddOptions<AntiforgeryOptions>().Configure<RoleName, RoleAddress>((options, role, address) =>
        {
            options.FormFieldName = "__RequestVerificationToken";
            options.SuppressXFrameOptionsHeader = true;   // frame-ancestors says it already
            Apply(options.Cookie, role, address, "form");
        });
        services.AddOptions<CookieTempDataProviderOptions>()
            .Configure<RoleName, RoleAddress>((options, role, address) => Apply(options.Cookie, role, address, "note"));
        return services;
    }

    /// <summary>The role's pages, the static files of the program, the theme's files, and the choice of language.</summary>
    public static void MapRolePages(this WebApplication app)
    {
        app.MapStaticAssets(RoleHost.StaticAssetsManifest).Add(file => HideForeign(file, app.Services.GetRequiredService<RoleName>()));
        app.MapRazorPages().WithStaticAssets(RoleHost.StaticAssetsManifest);
        app.MapTheme();
        app.MapLanguageChoice();
    }

    // The list of files is the program's: those of other roles are none of this one's.
    private static void HideForeign(EndpointBuilder file, RoleName role)
    {
        var path = (file as RouteEndpointBuilder)?.RoutePattern.RawText?.TrimStart('/') ?? "";
        if (path.StartsWith("assets/hosting/", StringComparison.Ordinal) || path.StartsWith($"assets/{role.Name}/", StringComparison.Ordinal)) return;

        file.RequestDelegate = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static void Apply(CookieBuilder cookie, RoleName role, RoleAddress address, string purpose)
    {
        cookie.Name = address.CookieName(role, purpose);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = address.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }
}
