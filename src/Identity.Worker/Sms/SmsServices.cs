using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Core.Outbound;
using Identity.Worker.Delivery;
using Identity.Worker.Sms.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Sms;

internal static class SmsServices
{
    public static IServiceCollection AddSms(this IServiceCollection services)
    {
        services.AddOutbound();
        services.AddSingleton<IValidateOptions<SmsOptions>, SmsProviderRules>();
        services.AddSingleton<SmsTexts>();
        services.AddSingleton<SmsProviders>();
        services.AddSingleton<TryProvider>();
        services.AddScoped<SendSms>();
        services.AddKeyedScoped<Deliver>(OutboxKinds.Sms, (provider, _) => provider.GetRequiredService<SendSms>().DeliverAsync);
        return services;
    }
}
