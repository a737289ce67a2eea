using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Sessions;

internal static class SessionServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSettings<SessionOptions>(SessionOptions.Section);
        services.AddHttpContextAccessor();
        services.AddSingleton<BrowserCookie>();
        services.AddScoped<BrowserSessions>();
        services.AddScoped<AppSessions>();
        return services;
    }
}
