using Identity.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Logout;

internal static class LogoutServices
{
    public static void AddLogout(this IServiceCollection services)
    {
        services.AddSettings<LogoutOptions>(LogoutOptions.Section);
        services.AddScoped<LogoutNotices>();
        services.AddScoped<SessionEnd>();
    }
}
