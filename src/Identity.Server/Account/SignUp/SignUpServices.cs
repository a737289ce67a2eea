using Identity.Hosting.Settings;
using Identity.Server.Account.SignUp.Finish;
using Identity.Server.Account.SignUp.Pressure;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.SignUp;

internal static class SignUpServices
{
    public static IServiceCollection AddSignUp(this IServiceCollection services)
    {
        services.AddSettings<SignUpOptions>(SignUpOptions.Section);
        services.AddSingleton<SignUpCookie>();
        services.AddSingleton<PendingSignUps>();
        services.AddSingleton<SignUpMetrics>();
        services.AddScoped<SignUpPressure>();
        services.AddScoped<SignUpWork>();
        services.AddScoped<SignUpFinish>();
        services.AddScoped<SignUpLimits>();
        services.AddScoped<SignUpMails>();
        services.AddScoped<SignUpService>();
        services.AddScoped<NewAccounts>();
        services.AddScoped<SignUpAccounts>();
        services.AddScoped<SignUpVerification>();
        return services;
    }
}
