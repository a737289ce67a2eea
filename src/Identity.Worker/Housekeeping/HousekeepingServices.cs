using Identity.Core.Leases;
using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.Housekeeping;

internal static class HousekeepingServices
{
    public static IServiceCollection AddHousekeeping(this IServiceCollection services)
    {
        services.AddSettings<HousekeepingOptions>(HousekeepingOptions.Section);
        services.AddMetrics();
        services.AddSingleton<HousekeepingMetrics>();
        services.AddSingleton<SweepTimes>();
        services.AddScoped<Prunings>();
        return services.AddLeasedJob<HousekeepingJob>();
    }
}
