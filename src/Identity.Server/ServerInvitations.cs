using Identity.Core.Keys.DataProtection;
using Identity.Core.Users.Invitations;
using Identity.Hosting.Settings;
using Identity.Hosting.Themes;
using Identity.Server.Branding;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server;

public static class ServerInvitations
{
    /// <summary>Sends invitations as this role would, without running it: its pages can read them, and they name its address and product.</summary>
    public static IServiceCollection AddServerInvitations(this IServiceCollection services)
    {
        services.AddServerAddress();
        services.AddSettings<BrandingOptions>("Branding");
        services.AddProductName();
        services.AddIdentityDataProtection(ServerRole.ProtectionName);
        return services.AddInvitations();
    }
}
