using Identity.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Keys;

/// <summary>The keys that sign and encrypt tokens, read from the database.</summary>
internal static class KeyServices
{
    public static OpenIddictServerBuilder AddKeys(this OpenIddictServerBuilder server)
    {
        server.Services.AddSingleton<TokenKeys>();
        server.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        server.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        server.Services.AddScoped<LongestLives>().AddScoped<KeepRetiredKeys>();
        server.Services.AddHostedService<LoadKeys>();
        server.Services.AddHealthChecks().AddCheck<KeysHealthCheck>(KeysHealthCheck.Name, tags: [HealthEndpoints.Ready]);
        return server;
    }
}
