using Identity.Core.Data;
using Identity.Core.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Clients.PublicKeys;

public static class ClientKeyServices
{
    /// <summary>Registers <see cref="ClientSignatures"/>.</summary>
    public static IServiceCollection AddClientKeys(this IServiceCollection services)
    {
        services.AddOutbound().AddSettings<ClientKeyOptions>(ClientKeyOptions.Section);
        return services.AddSingleton<ClientKeys>().AddSingleton(provider => new ClientSignatures(provider.GetRequiredService<ClientKeys>()));
    }
}
