using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Branding;

internal static class BrandingServices
{
    /// <summary>Pages call the product what the admin called it at set-up.</summary>
    public static void AddProductName(this IServiceCollection services)
        => services.AddSingleton<Hosting.Themes.Branding, StoredBranding>();
}
