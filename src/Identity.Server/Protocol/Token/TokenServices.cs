using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Token;

/// <summary>The token endpoint: one file per grant.</summary>
internal static class TokenServices
{
    public static OpenIddictServerBuilder AddToken(this OpenIddictServerBuilder server)
    {
        server.Services.AddSettings<TokenOptions>(TokenOptions.Section);
        return server
            .SetTokenEndpointUris("connect/token")
            .AllowRefreshTokenFlow()
            .AllowClientCredentialsFlow()
            .AddEventHandler<HandleTokenRequestContext>(step => step.UseScopedHandler<AnswerTokenRequest>().SetOrder(After.BuiltIn))
            .AddEventHandler<HandleTokenRequestContext>(step => step.UseScopedHandler<ClientCredentials>().SetOrder(After.BuiltIn));
    }
}
