using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Contacts;

internal static class ContactServices
{
    public static IServiceCollection AddContactChanges(this IServiceCollection services)
    {
        services.AddScoped<ContactOwner>();
        services.AddScoped<ContactChangeAnswers>();
        return services;
    }
}
