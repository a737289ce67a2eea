using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Notices;

internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSettings<NoticeOptions>(NoticeOptions.Section);
        services.AddSingleton<SealedNotices>();
        services.AddScoped<SecurityNotices>();
        services.AddScoped<NotMe>();
        services.AddScoped<DeviceNames>();
        services.AddScoped<NewDevices>();
        return services;
    }
}
