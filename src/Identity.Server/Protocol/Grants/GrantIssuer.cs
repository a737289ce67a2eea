using System.Security.Claims;
using System.Text.Json;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Core.Sessions;
using Identity.Server.Protocol.ClaimsRequest;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>Records what an authorization request gave, and makes the principal that its code stands for.</summary>
internal sealed class GrantIssuer(IdentityDb db, TokenClaims claims, AskedScopes asked, TimeProvider clock)
{
    /// <summary>Adds the grant. It is saved together with its code, or by the caller where there is none.</summary>
    public async Task<ClaimsPrincipal> CreateAsync(Client client, Session session, OpenIddictRequest request, CancellationToken ct)
    {
        var scopes = request.GetScopes();
        var grant = new Grant
        {
            UserId = session.UserId,
            SessionId = session.Id,
            Subject = session.UserId.ToString(),
            CreationDate = clock.GetUtcNow().UtcDateTime,
            Scopes = JsonSerializer.Serialize(scopes),
            Status = Statuses.Valid,
            Type = AuthorizationTypes.AdHoc,
            RequestedResources = [.. request.GetResources()],
            RequestedClaims = (await asked.OfAsync(request, client, ct)).Claims.Write(),
        };
        db.Grants.Add(grant);
        db.Entry(grant).Property(Grant.ClientKey).CurrentValue = client.Id;
        return await claims.CreateAsync(session, grant, scopes, ct);
    }
}
