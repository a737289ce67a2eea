using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.MailedProofs;

internal static class MailedProofServices
{
    /// <summary>Proofs by mail for any purpose: a class of settings names it.</summary>
    public static IServiceCollection AddMailedProofs(this IServiceCollection services)
    {
        services.AddSingleton(typeof(ProofCookie<>));
        services.AddSingleton(typeof(PendingProofs<>));
        services.AddScoped(typeof(ProofLimits<>));
        services.AddScoped(typeof(ProofRequests<>));
        services.AddScoped(typeof(MailedProof<>));
        return services;
    }
}
