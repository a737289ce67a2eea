using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Throttling;

internal static class ThrottlingServices
{
    public static void AddThrottling(this IServiceCollection services) => services.AddSingleton<AttemptCounters>();
}
