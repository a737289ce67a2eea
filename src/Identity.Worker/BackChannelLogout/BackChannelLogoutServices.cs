using Identity.Core.Messaging;
using Identity.Core.Outbound;
using Identity.Worker.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.BackChannelLogout;

internal static class BackChannelLogoutServices
{
    public static IServiceCollection AddBackChannelLogout(this IServiceCollection services)
    {
        services.AddOutbound();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<LogoutTokens>();
        services.AddScoped<SendLogoutToken>();
        services.AddKeyedScoped<Deliver>(OutboxKinds.BackChannelLogout, (provider, _) => provider.GetRequiredService<SendLogoutToken>().DeliverAsync);
        return services;
    }
}
