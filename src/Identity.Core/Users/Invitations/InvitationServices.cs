using Identity.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Users.Invitations;

public static class InvitationServices
{
    /// <summary>Invitations, for whoever sends or accepts them. Needs <c>AddAccounts</c> and the server's Data Protection.</summary>
    public static IServiceCollection AddInvitations(this IServiceCollection services)
    {
        services.AddSettings<InvitationOptions>(InvitationOptions.Section);
        services.AddSingleton<SealedInvitations>();
        services.AddScoped<InvitationRules>();
        services.AddScoped<InvitationMails>();
        services.AddScoped<InvitationService>();
        return services;
    }
}
