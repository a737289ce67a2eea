using System.Security.Claims;
using System.Text.Json.Nodes;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Server.Protocol.Grants;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>Adds the claims to an ID token that the request asked for one by one.</summary>
internal sealed class IdTokenClaims(IdentityDb db, ClaimValues values)
{
    public async Task AddAsync(ClaimsPrincipal principal, Grant grant, CancellationToken ct)
    {
        _ = RequestedClaims.TryRead(grant.RequestedClaims, out var requested);
        if (requested.IdToken.Count == 0) return;

        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == grant.UserId, ct);
        var found = await values.OfAsync(user, requested.IdToken.Select(claim => claim.Name).ToHashSet(), ct);
        foreach (var claim in requested.IdToken.Where(claim => found.TryGetValue(claim.Name, out var value) && claim.Accepts(value)))
        {
            if (principal.HasClaim(claim.Name)) continue;

            if (found[claim.Name] is JsonArray list) ((ClaimsIdentity)principal.Identity!).AddClaim(ArrayClaim.Of(claim.Name, list.Select(item => item!.GetValue<string>())));
            else principal.SetClaim(claim.Name, found[claim.Name]);

            principal.SetDestinations(given => given.Type == claim.Name ? [Destinations.IdentityToken] : given.GetDestinations());
        }
    }
}
