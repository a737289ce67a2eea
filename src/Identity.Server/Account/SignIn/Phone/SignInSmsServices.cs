using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.SignIn.Phone;

internal static class SignInSmsServices
{
    public static IServiceCollection AddSignInSms(this IServiceCollection services)
    {
        services.AddSettings<SignInSmsOptions>(SignInSmsOptions.Section);
        services.AddSingleton<SignInSmsFeature>();
        return services;
    }
}
