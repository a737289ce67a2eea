using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.Delivery;

internal static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<DeliveryMetrics>();
        services.AddScoped<DeliverMessage>();
        services.AddHostedService<DeliveryLoop>();
        services.AddHostedService<MeasureBacklog>();
        return services;
    }
}
