using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Phones;

internal static class PhoneChangeServices
{
    public static IServiceCollection AddPhoneChange(this IServiceCollection services)
    {
        services.AddSettings<PhoneChangeOptions>(PhoneChangeOptions.Section);
        services.AddScoped<AccountPhones>();
        services.AddScoped<PhoneChange>();
        return services;
    }
}
