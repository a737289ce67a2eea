using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Throttling;
using Identity.Core.Users.Attributes;
using Identity.Core.Users.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Users;

public static class AccountServices
{
    /// <summary>People, their passwords and roles, on <see cref="IdentityDb"/>. Call after <c>AddIdentityDb</c>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        // Identity only adds its own where there is none yet.
        services.AddSingleton<ILookupNormalizer, LookupKeys>();
        services.AddScoped<IUserValidator<User>, UserRules>();
        services.AddSettings<ProfileOptions>(ProfileOptions.Section);
        services.AddPasswords();
        services.AddThrottling();
        services.AddScoped<AccountAccess>();

        services.AddIdentityCore<User>(identity => identity.Lockout.AllowedForNewUsers = false)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<IdentityDb>();
        return services;
    }
}
