using Identity.Core.Data;
using Identity.Core.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Core.Configuration;

internal static class ConfigurationServices
{
    public static void AddCatalog(this IServiceCollection services)
    {
        services.AddSettings<CatalogOptions>(CatalogOptions.Section);
        services.AddSettings<RedisOptions>(RedisOptions.Section);
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisRules>();
        services.AddSingleton<RedisConnection>();
        services.AddSingleton<Catalog>();
        services.AddSingleton<ChangePush>();
        services.AddSingleton<OwnChanges>();
        services.AddHostedService<FollowConfiguration>();
    }
}
