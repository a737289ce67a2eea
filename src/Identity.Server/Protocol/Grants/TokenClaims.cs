using System.Security.Claims;
using System.Text.Json;
using Identity.Core.Groups;
using Identity.Core.Sessions;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>The claims of codes and tokens. What a person may do is read anew each time, never copied from an older token.</summary>
internal sealed class TokenClaims(TokenAudience audience, Memberships memberships)
{
    /// <summary>The principal for a session and the scopes that were allowed.</summary>
    public async Task<ClaimsPrincipal> CreateAsync(Session session, IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var identity = new ClaimsIdentity("OpenIddict", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, session.UserId.ToString());
        identity.SetClaim("sid", session.Sid);
        identity.SetClaim(Claims.AuthenticationTime, new DateTimeOffset(session.AuthenticatedAt).ToUnixTimeSeconds());
        identity.SetClaim(Claims.AuthenticationContextReference, session.Acr);
        identity.SetClaims(Claims.AuthenticationMethodReference, [.. session.Amr]);

        if (scopes.Contains(Scopes.Roles)) identity.AddClaim(Array("roles", await memberships.RolesAsync(session.UserId, ct)));
        if (scopes.Contains("groups")) identity.AddClaim(Array("groups", await memberships.GroupsAsync(session.UserId, ct)));

        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(await audience.OfAsync(scopes, ct));
        principal.SetDestinations(DestinationsOf);
        return principal;
    }

    // One role is an array of one: applications must not have to expect a string as well.
    private static Claim Array(string type, IReadOnlyList<string> values) => new(type, JsonSerializer.Serialize(values), JsonClaimValueTypes.JsonArray);

    private static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.AuthenticationTime or Claims.AuthenticationContextReference or "roles" or "groups" => [Destinations.AccessToken, Destinations.IdentityToken],
        Claims.AuthenticationMethodReference or "sid" => [Destinations.IdentityToken],
        _ => [],
    };
}
