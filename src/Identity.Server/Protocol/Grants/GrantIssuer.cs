using System.Security.Claims;
using System.Text.Json;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Core.Sessions;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>Records what an authorization request gave, and makes the principal that its code stands for.</summary>
internal sealed class GrantIssuer(IdentityDb db, TokenClaims claims, TimeProvider clock)
{
    /// <summary>Adds the grant and saves it with whatever else the request changed.</summary>
    public async Task<ClaimsPrincipal> CreateAsync(Client client, Session session, IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var grant = new Grant
        {
            UserId = session.UserId,
            SessionId = session.Id,
            Subject = session.UserId.ToString(),
            CreationDate = clock.GetUtcNow().UtcDateTime,
            Scopes = JsonSerializer.Serialize(scopes),
            Status = Statuses.Valid,
            Type = AuthorizationTypes.AdHoc,
        };
        db.Grants.Add(grant);
        db.Entry(grant).Property(Grant.ClientKey).CurrentValue = client.Id;
        await db.SaveChangesAsync(ct);

        var principal = await claims.CreateAsync(session, scopes, ct);
        principal.SetAuthorizationId(grant.Id.ToString());
        return principal;
    }
}
