using Identity.Server.Account.Accounts;
using Identity.Server.Account.Apps;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Emails;
using Identity.Server.Account.Invite;
using Identity.Server.Account.Notices;
using Identity.Server.Account.Passwords;
using Identity.Server.Account.Phones;
using Identity.Server.Account.Profiles;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.Setup;
using Identity.Server.Account.SignIn;
using Identity.Server.Account.SignIn.Codes;
using Identity.Server.Account.SignIn.Link;
using Identity.Server.Account.SignIn.Phone;
using Identity.Server.Account.SignOut;
using Identity.Server.Account.SignUp;
using Identity.Server.Account.Terms;
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
        services.AddProofs();
        services.AddCodeSignIn();
        services.AddSignInLink();
        services.AddSignInSms();
        services.AddTerms();
        services.AddSignUp();
        services.AddInvitePage();
        services.AddPasswordPages();
        services.AddNotices();
        services.AddContactChanges();
        services.AddEmailChange();
        services.AddPhoneChange();
        services.AddProfilePage();
        services.AddScoped<AccountList>();
        services.AddScoped<ConnectedApps>();
        services.AddScoped<SignedOutApps>();
        services.AddScoped<SetupService>();
        services.AddScoped<ProductName>();
        return services;
    }
}
