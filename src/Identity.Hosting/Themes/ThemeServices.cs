using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Themes;

public static class ThemeServices
{
    /// <summary>The theme of this installation and the product's name. A broken theme stops the start.</summary>
    public static IServiceCollection AddThemes(this IServiceCollection services)
    {
        services.AddSettings<ThemesOptions>("Themes");
        services.AddSettings<BrandingOptions>("Branding");
        services.AddSingleton<Branding>();
        services.AddSingleton(provider => Read(provider.GetRequiredService<IOptions<ThemesOptions>>().Value));
        return services;
    }

    private static Theme Read(ThemesOptions options) => new ThemeReader(options.Root).Read(options.Default);
}
