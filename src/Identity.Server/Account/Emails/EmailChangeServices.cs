using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Emails;

internal static class EmailChangeServices
{
    public static IServiceCollection AddEmailChange(this IServiceCollection services)
    {
        services.AddSettings<EmailChangeOptions>(EmailChangeOptions.Section);
        services.AddScoped<EmailAddresses>();
        services.AddScoped<EmailChangeMails>();
        services.AddScoped<EmailChange>();
        return services;
    }
}
