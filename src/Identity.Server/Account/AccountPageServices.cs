using Identity.Server.Account.Accounts;
using Identity.Server.Account.Apps;
using Identity.Server.Account.Emails;
using Identity.Server.Account.MailedProofs;
using Identity.Server.Account.Notices;
using Identity.Server.Account.Passwords;
using Identity.Server.Account.Setup;
using Identity.Server.Account.SignIn;
using Identity.Server.Account.SignIn.Link;
using Identity.Server.Account.SignOut;
using Identity.Server.Account.SignUp;
using Identity.Server.Branding;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account;

internal static class AccountPageServices
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services)
    {
        services.AddPasswordSignIn();
        services.AddSingleton<SignInMetrics>();
        services.AddScoped<PasswordSignInRecord>();
        services.AddScoped<SignInService>();
        services.AddMailedProofs();
        services.AddSignInLink();
        services.AddSignUp();
        services.AddPasswordPages();
        services.AddNotices();
        services.AddEmailChange();
        services.AddScoped<AccountList>();
        services.AddScoped<ConnectedApps>();
        services.AddScoped<SignedOutApps>();
        services.AddScoped<SetupService>();
        services.AddScoped<ProductName>();
        return services;
    }
}
