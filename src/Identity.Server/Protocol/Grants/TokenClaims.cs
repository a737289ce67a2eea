using System.Security.Claims;
using Identity.Core.Grants;
using Identity.Core.Groups;
using Identity.Core.Sessions;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>The claims of codes and tokens. What a person may do is read anew each time, never copied from an older token.</summary>
internal sealed class TokenClaims(TokenAudience audience, Memberships memberships)
{
    /// <summary>The principal for what was granted in a session.</summary>
    public async Task<ClaimsPrincipal> CreateAsync(Session session, Grant grant, IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var identity = new ClaimsIdentity("OpenIddict", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, session.UserId.ToString());
        identity.SetClaim("sid", session.Sid);
        identity.SetClaim(Claims.AuthenticationTime, new DateTimeOffset(session.AuthenticatedAt).ToUnixTimeSeconds());
        identity.SetClaim(Claims.AuthenticationContextReference, session.Acr);
        identity.SetClaims(Claims.AuthenticationMethodReference, [.. session.Amr]);

        if (scopes.Contains(Scopes.Roles)) identity.AddClaim(ArrayClaim.Of("roles", await memberships.RolesAsync(session.UserId, ct)));
        if (scopes.Contains("groups")) identity.AddClaim(ArrayClaim.Of("groups", await memberships.GroupsAsync(session.UserId, ct)));

        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        var resources = await audience.OfAsync(scopes, ct);
        principal.SetResources(grant.RequestedResources.Count == 0 ? resources : [.. resources.Intersect(grant.RequestedResources)]);
        principal.SetAuthorizationId(grant.Id.ToString());
        principal.SetDestinations(DestinationsOf);
        return principal;
    }

    private static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.AuthenticationTime or Claims.AuthenticationContextReference or "roles" or "groups" => [Destinations.AccessToken, Destinations.IdentityToken],
        Claims.AuthenticationMethodReference or "sid" => [Destinations.IdentityToken],
        _ => [],
    };
}
