using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Quickstart.Web;

internal static class OidcSignIn
{
    public static void AddOidcSignIn(this IServiceCollection services, IConfigurationSection settings)
    {
        // Read at once, so that a missing setting stops the start and not the first visitor.
        var authority = new Uri(Required(settings, "Authority"));
        var clientId = Required(settings, "ClientId");
        var clientSecret = Required(settings, "ClientSecret");

        services.AddTransient<Tokens>().AddHttpContextAccessor();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                // Cookies ignore the port: a name of its own keeps apps on localhost apart.
                cookie.Cookie.Name = "quickstart-web";
                // A visitor who asks for a protected page is sent to the identity provider at once.
                cookie.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddOpenIdConnect(oidc =>
            {
                oidc.Authority = authority.ToString();
                oidc.ClientId = clientId;
                oidc.ClientSecret = clientSecret;

                // Authorization code; the handler adds PKCE, state and nonce by itself.
                oidc.ResponseType = OpenIdConnectResponseType.Code;
                oidc.ResponseMode = OpenIdConnectResponseMode.Query;

                oidc.Scope.Clear();
                foreach (var scope in (string[])["openid", "profile", "email", "offline_access"]) oidc.Scope.Add(scope);

                // Tokens are kept in the encrypted cookie; sign-out needs the ID token, refresh the refresh token.
                oidc.SaveTokens = true;
                oidc.MapInboundClaims = false;
                oidc.TokenValidationParameters.NameClaimType = "name";

                // The answer comes as an ordinary link, so Lax is enough; it also works over http on localhost.
                oidc.CorrelationCookie.SameSite = SameSiteMode.Lax;
                oidc.NonceCookie.SameSite = SameSiteMode.Lax;
                oidc.RequireHttpsMetadata = !authority.IsLoopback;

                oidc.AccessDeniedPath = "/cancelled";
                oidc.SignedOutRedirectUri = "/signed-out";
            });
    }

    private static string Required(IConfigurationSection settings, string name) => settings[name] is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"Set {settings.Key}:{name}, for example by the environment variable {settings.Key}__{name}.");
}
