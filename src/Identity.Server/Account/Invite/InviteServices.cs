using Identity.Core.Users.Invitations;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Account.Invite;

internal static class InviteServices
{
    public static IServiceCollection AddInvitePage(this IServiceCollection services)
    {
        services.AddInvitations();
        services.AddScoped<InviteLinks>();
        services.AddScoped<InviteAcceptance>();
        return services;
    }
}
