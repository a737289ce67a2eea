using System.Collections.Immutable;
using System.Security.Claims;
using Identity.Core.Groups;
using Identity.Core.Sessions;
using Identity.Hosting.Settings;
using Identity.Server.Protocol.Issuing;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>The claims of codes and tokens. What a person may do is read anew each time, never copied from an older token.</summary>
internal sealed class TokenClaims(IOpenIddictScopeManager scopeManager, Memberships memberships, IOptions<ServerAddressOptions> addresses)
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

        if (scopes.Contains(Scopes.Roles)) identity.SetClaims("roles", [.. await memberships.RolesAsync(session.UserId, ct)]);
        if (scopes.Contains("groups")) identity.SetClaims("groups", [.. await memberships.GroupsAsync(session.UserId, ct)]);

        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(await ResourcesAsync(scopes, ct));
        principal.SetDestinations(DestinationsOf);
        return principal;
    }

    private async Task<ImmutableArray<string>> ResourcesAsync(IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var resources = ImmutableArray.CreateBuilder<string>();
        await foreach (var resource in scopeManager.ListResourcesAsync([.. scopes], ct)) resources.Add(resource);

        // RFC 9068 wants an audience; a token for no other API is for our own userinfo endpoint.
        if (resources.Count == 0) resources.Add(Issuer.Of(addresses.Value));
        return resources.ToImmutable();
    }

    private static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.AuthenticationTime or Claims.AuthenticationContextReference or Claims.AuthenticationMethodReference
            or "roles" or "groups" => [Destinations.AccessToken, Destinations.IdentityToken],
        "sid" => [Destinations.IdentityToken],
        _ => [],
    };
}
