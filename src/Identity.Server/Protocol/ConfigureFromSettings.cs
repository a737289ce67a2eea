using Identity.Hosting.Settings;
using Identity.Server.Account.SignUp;
using Identity.Server.Protocol.Token;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Identity.Server.Protocol;

internal sealed class ConfigureFromSettings(IOptions<ServerAddressOptions> addresses, IOptions<TokenOptions> tokens, IOptions<SignUpOptions> signUp) :
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
        // Where nobody can sign up, asking for it is refused as any unknown value.
        if (signUp.Value.Mode == SignUpMode.Open) options.PromptValues.Add(OpenIddictConstants.PromptValues.Create);
    }

    // Plain http is allowed on loopback alone, and the settings see to that.
    public void Configure(OpenIddictServerAspNetCoreOptions options)
        => options.DisableTransportSecurityRequirement = addresses.Value.PublicUrl.Scheme == Uri.UriSchemeHttp;
}
