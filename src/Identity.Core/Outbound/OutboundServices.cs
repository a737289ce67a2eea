using System.Net;
using Identity.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Identity.Core.Outbound;

public static class OutboundServices
{
    /// <summary>Registers the client <see cref="OutboundHttp.ClientName"/> of <see cref="IHttpClientFactory"/>.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(OutboundConnections))) return services;

        services.AddSettings<OutboundOptions>(OutboundOptions.Section);
        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AddressLookup>(Dns.GetHostAddressesAsync);
        services.AddSingleton<OutboundConnections>();
        services.AddTransient<BoundedCall>();
        services.AddHttpClient(OutboundHttp.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .AddHttpMessageHandler<BoundedCall>()
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectCallback = provider.GetRequiredService<OutboundConnections>().ConnectAsync,
                // An answer must not send us elsewhere, and a proxy would look the name up behind our back.
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ActivityHeadersPropagator = null,
                // A name may move: its address is looked up, and checked, again.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
        return services;
    }
}
