using Identity.Hosting.Settings;
using Identity.Server.Protocol.Token;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Identity.Server.Protocol;

internal sealed class ConfigureFromSettings(IOptions<ServerAddressOptions> addresses, IOptions<TokenOptions> tokens) :
    IConfigureOptions<OpenIddictServerOptions>,
    IConfigureOptions<OpenIddictServerAspNetCoreOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        options.Issuer = addresses.Value.PublicUrl;
        options.AuthorizationCodeLifetime = tokens.Value.AuthorizationCodeLifetime;
        options.AccessTokenLifetime = tokens.Value.AccessTokenLifetime;
        options.IdentityTokenLifetime = tokens.Value.IdentityTokenLifetime;
        options.RefreshTokenLifetime = tokens.Value.RefreshTokenIdleLifetime;
        options.RefreshTokenReuseLeeway = tokens.Value.RefreshReuseLeeway;
    }

    // Plain http is allowed on loopback alone, and the settings see to that.
    public void Configure(OpenIddictServerAspNetCoreOptions options)
        => options.DisableTransportSecurityRequirement = addresses.Value.PublicUrl.Scheme == Uri.UriSchemeHttp;
}
