using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Messaging;

internal static class MessagingServices
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddSettings<OutboxOptions>(OutboxOptions.Section);
        services.AddScoped<Outbox>();
        services.AddScoped<OutboxQueue>();
        services.AddScoped<EmailQueue>();
        services.AddScoped<EmailRecipients>();
        services.AddScoped<WaitingEmails>();
        services.AddScoped<OutboxOutcomes>();
    }
}
