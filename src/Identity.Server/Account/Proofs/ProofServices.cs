using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Proofs;

internal static class ProofServices
{
    /// <summary>Proofs by mail or text message for any purpose: a class of settings names it.</summary>
    public static IServiceCollection AddProofs(this IServiceCollection services)
    {
        services.AddSingleton(typeof(ProofCookie<>));
        services.AddSingleton(typeof(PendingProofs<>));
        services.AddSingleton<TextMessages>();
        services.AddScoped(typeof(ProofLimits<>));
        services.AddScoped(typeof(MailLimits<>));
        services.AddScoped(typeof(NewProofs<>));
        services.AddScoped(typeof(MailRequests<>));
        services.AddScoped(typeof(TextRequests<>));
        services.AddScoped(typeof(ProofChecks<>));
        return services;
    }
}
