using Identity.Core.Data;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.SignIn;

public static class PasswordSignInServices
{
    /// <summary>Sign-in with a password, without its pages. Needs <c>AddAccounts</c> and Data Protection.</summary>
    public static IServiceCollection AddPasswordSignIn(this IServiceCollection services)
    {
        services.AddSettings<SignInOptions>(SignInOptions.Section);
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<DeviceCookie>();
        services.AddScoped<SignInTries>();
        services.AddScoped(provider => new PasswordSignIn(
            provider.GetRequiredService<IdentityDb>(),
            provider.GetRequiredService<PasswordHashing>(),
            provider.GetRequiredService<SignInTries>()));
        return services;
    }
}
