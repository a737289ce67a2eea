using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Profiles;

internal static class ProfilePageServices
{
    public static IServiceCollection AddProfilePage(this IServiceCollection services)
    {
        services.AddSettings<UserNameOptions>(UserNameOptions.Section);
        services.AddScoped<UserNames>();
        return services;
    }
}
