using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Identity.Core.Throttling;

internal static class ThrottlingServices
{
    public static void AddThrottling(this IServiceCollection services) => services.TryAddSingleton<AttemptCounters>();
}
