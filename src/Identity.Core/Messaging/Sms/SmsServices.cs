using Identity.Core.Data;
using Identity.Core.Phones;
using Identity.Core.Throttling;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Messaging.Sms;

internal static class SmsServices
{
    public static void AddSms(this IServiceCollection services)
    {
        services.AddSettings<SmsOptions>(SmsOptions.Section);
        services.AddMetrics();
        services.AddThrottling();
        services.AddSingleton<SmsMetrics>();
        services.AddSingleton<SmsBudget>();
        services.AddSingleton<SmsLimits>();
        services.AddSingleton<PhoneNumberParser>();
        services.AddScoped<SmsQueue>();
        services.AddScoped<SmsRecipients>();
    }
}
