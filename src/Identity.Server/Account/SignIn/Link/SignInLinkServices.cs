using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.SignIn.Link;

internal static class SignInLinkServices
{
    public static IServiceCollection AddSignInLink(this IServiceCollection services)
    {
        services.AddSettings<SignInLinkOptions>(SignInLinkOptions.Section);
        services.AddSingleton<SignInLinkFeature>();
        services.AddScoped<LinkMails>();
        return services;
    }
}
