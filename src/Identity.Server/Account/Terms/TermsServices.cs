using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Terms;

internal static class TermsServices
{
    public static IServiceCollection AddTerms(this IServiceCollection services)
    {
        services.AddSettings<TermsOptions>(TermsOptions.Section);
        services.AddScoped<TermsAgreement>();
        return services;
    }
}
