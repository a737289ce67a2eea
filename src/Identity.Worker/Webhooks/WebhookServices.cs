using Identity.Core.Messaging;
using Identity.Core.Outbound;
using Identity.Hosting.Settings;
using Identity.Worker.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOutbound();
        services.AddSettings<WebhookOptions>(WebhookOptions.Section);
        services.AddSingleton<SignedRequests>();
        services.AddScoped<SendWebhook>();
        services.AddKeyedScoped<Deliver>(OutboxKinds.Webhook, (provider, _) => provider.GetRequiredService<SendWebhook>().DeliverAsync);
        return services;
    }
}
