using Identity.Hosting.Roles;
using Identity.Hosting.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Identity.Hosting.Localization;

public static class TextServices
{
    /// <summary>The product's texts, as <see cref="Texts"/> and as <see cref="IStringLocalizer"/>.</summary>
    public static IServiceCollection AddTexts(this IServiceCollection services)
    {
        services.AddSingleton(provider => TextCatalog.Load(provider.GetRequiredService<Theme>().Texts));
        services.AddSingleton(provider => new Texts(provider.GetRequiredService<TextCatalog>()));
        services.AddSingleton<JsonLocalizer>();
        services.AddSingleton<IStringLocalizerFactory>(provider => provider.GetRequiredService<JsonLocalizer>());
        services.AddSingleton<IStringLocalizer>(provider => provider.GetRequiredService<JsonLocalizer>());

        services.AddOptions<RequestLocalizationOptions>().Configure<TextCatalog, RoleName>((options, catalog, role) =>
        {
            options.DefaultRequestCulture = new RequestCulture(TextCatalog.DefaultLanguage);
            options.SupportedCultures = options.SupportedUICultures = [.. catalog.Languages];
            options.RequestCultureProviders =
                [LanguageChoice.FromQuery, LanguageChoice.FromCookie(role), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }

    /// <summary>Sets the language of each request.</summary>
    public static IApplicationBuilder UseTexts(this IApplicationBuilder app) => app.UseRequestLocalization();
}
