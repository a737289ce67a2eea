using Identity.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Configuration;

internal static class ConfigurationServices
{
    public static void AddCatalog(this IServiceCollection services)
    {
        services.AddSettings<CatalogOptions>(CatalogOptions.Section);
        services.AddSingleton<Catalog>();
        services.AddSingleton<OwnChanges>();
        services.AddHostedService<FollowConfiguration>();
    }
}
