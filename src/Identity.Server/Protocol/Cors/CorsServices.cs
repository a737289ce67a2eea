using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Protocol.Cors;

/// <summary>Calls from scripts of registered applications.</summary>
internal static class CorsServices
{
    public static OpenIddictServerBuilder AddClientCors(this OpenIddictServerBuilder server)
    {
        server.Services.AddCors();
        server.Services.AddScoped<ICorsPolicyProvider, ClientCorsPolicy>();
        return server;
    }
}
