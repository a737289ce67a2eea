using Identity.Core.Data;
using Identity.Core.Outbound;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Core.Users.Passwords.LeakCheck;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Users.Passwords;

internal static class PasswordServices
{
    public static void AddPasswords(this IServiceCollection services)
    {
        services.AddSettings<PasswordOptions>(PasswordOptions.Section);
        services.AddSingleton<IPasswordValidator<User>, PasswordRules>();
        services.AddOutbound();
        services.AddSingleton<LeakCheckMetrics>();
        services.AddSingleton<LeakedPasswords>();
        services.AddSingleton<Argon2idPasswordHasher>();
        services.AddSingleton<IPasswordHasher<User>>(provider => provider.GetRequiredService<Argon2idPasswordHasher>());
        services.AddMetrics();
        services.AddSingleton<HashingMetrics>();
        services.AddSingleton<HashingGate>();
        services.AddSingleton<PasswordRehash>();
        services.AddSingleton(provider => new PasswordHashing(
            provider.GetRequiredService<Argon2idPasswordHasher>(),
            provider.GetRequiredService<HashingGate>(),
            provider.GetRequiredService<PasswordRehash>()));
    }
}
