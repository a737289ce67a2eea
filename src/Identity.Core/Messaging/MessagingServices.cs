using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Core.Messaging.Sms;
using Identity.Core.Messaging.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Messaging;

internal static class MessagingServices
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddSettings<OutboxOptions>(OutboxOptions.Section);
        services.AddScoped<Outbox>();
        services.AddScoped<OutboxQueue>();
        services.AddSingleton<MessageSeal>();
        services.AddScoped<EmailQueue>();
        services.AddScoped<EmailRecipients>();
        services.AddScoped<WaitingMessages>();
        services.AddScoped<OutboxOutcomes>();
        services.AddScoped<WebhookQueue>();
        services.AddSms();
    }
}
