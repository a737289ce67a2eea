using Identity.Hosting.Settings;
using Identity.Server.Account.Passwords.Change;
using Identity.Server.Account.Passwords.Reset;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Passwords;

internal static class PasswordPageServices
{
    public static IServiceCollection AddPasswordPages(this IServiceCollection services)
    {
        services.AddSettings<PasswordResetOptions>(PasswordResetOptions.Section);
        services.AddScoped<PasswordMails>();
        services.AddScoped<PresentPassword>();
        services.AddScoped<NewPasswords>();
        services.AddScoped<NewPasswordAnswers>();
        services.AddScoped<ResetProof>();
        services.AddScoped<PasswordReset>();
        services.AddScoped<PasswordChange>();
        services.AddScoped<BrowserPassword>();
        return services;
    }
}
