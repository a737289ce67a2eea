using System.Globalization;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Grants;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Revocation;

/// <summary>
/// Revokes what a client presents (RFC 7009, section 2.1). A refresh token takes everything of its grant with it; an
/// access token goes alone, and the person stays signed in.
/// </summary>
internal sealed class RevokePresentedToken(IdentityDb db, AuditLog audit) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var by = new AuditActor(null, http.Connection.RemoteIpAddress?.ToString(), context.Request.ClientId);

        if (token.HasTokenType(TokenTypeIdentifiers.AccessToken))
        {
            await RememberAsync(token.GetClaim(Claims.JwtId)!, token.GetExpirationDate()!.Value, by);
        }
        else if (Guid.TryParse(token.GetAuthorizationId(), CultureInfo.InvariantCulture, out var grantId))
        {
            var ended = await db.Grants.Where(g => g.Id == grantId && g.Status == Statuses.Valid).ExecuteUpdateAsync(update => update.SetProperty(g => g.Status, Statuses.Revoked));
            if (ended == 1) audit.Add(AuditKinds.GrantRevoked, ("grant", grantId), by);
            await db.SaveChangesAsync();
        }
        else
        {
            context.Reject(Errors.UnsupportedTokenType, "An ID token can't be revoked: it only says who signed in.");
        }
    }

    private async Task RememberAsync(string id, DateTimeOffset expires, AuditActor by)
    {
        if (await db.RevokedTokens.AnyAsync(t => t.Id == id)) return;

        db.RevokedTokens.Add(new RevokedToken { Id = id, ExpiresAt = expires.UtcDateTime });
        audit.Add(AuditKinds.AccessTokenRevoked, ("token", id), by);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) when (db.RevokedTokens.AsNoTracking().Any(t => t.Id == id))
        {
            // Another request was quicker; what was asked for is done.
        }
    }
}
