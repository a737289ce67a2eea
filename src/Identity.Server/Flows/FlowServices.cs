using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Flows;

internal static class FlowServices
{
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSettings<FlowOptions>(FlowOptions.Section);
        services.AddScoped<Flows>();
        services.AddScoped<FlowPages>();
        return services;
    }
}
