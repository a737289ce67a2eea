using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Identity.Core.Leases;

public static class LeaseServices
{
    /// <summary>Runs a job in the background, on one process at a time.</summary>
    public static IServiceCollection AddLeasedJob<TJob>(this IServiceCollection services) where TJob : class, ILeasedJob
    {
        services.TryAddScoped<TJob>();
        services.AddHostedService<RunLeasedJob<TJob>>();
        return services;
    }
}
