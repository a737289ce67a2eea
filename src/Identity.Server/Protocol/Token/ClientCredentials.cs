using System.Security.Claims;
using Identity.Core.Scopes;
using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Token;

/// <summary>Gives a service a token of its own (RFC 6749, section 4.4): about no person, so without ID token and refresh token.</summary>
internal sealed class ClientCredentials(TokenAudience audience) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsClientCredentialsGrantType()) return;

        var scopes = context.Request.GetScopes();
        if (scopes.FirstOrDefault(scope => BuiltInScopes.List.Any(known => known.Name == scope && known.Resource is null)) is { } personal)
        {
            context.Reject(Errors.InvalidScope, $"The scope '{personal}' is about a person, and this grant has none.");
            return;
        }

        // RFC 9068, section 2.2: where no person is involved, the subject is the client.
        var identity = new ClaimsIdentity("OpenIddict");
        identity.SetClaim(Claims.Subject, context.ClientId);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(await audience.OfAsync(scopes, CancellationToken.None));
        principal.SetDestinations(_ => [Destinations.AccessToken]);
        context.SignIn(principal);
    }
}
