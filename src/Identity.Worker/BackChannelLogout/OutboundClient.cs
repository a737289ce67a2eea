using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.BackChannelLogout;

/// <summary>The client for calls to addresses that apps registered.</summary>
internal static class OutboundClient
{
    public const string Name = "outbound";

    public static IServiceCollection AddOutboundClient(this IServiceCollection services)
    {
        services.AddHttpClient(Name).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return services;
    }
}
