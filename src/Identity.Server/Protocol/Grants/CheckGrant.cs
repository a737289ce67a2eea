using System.Globalization;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>
/// Every code and token that comes back is checked against the database in one read: its own row where it has one, its
/// grant, the session it was given in, and the account. Whatever of these has ended, ends it at once.
/// </summary>
internal sealed class CheckGrant(IdentityDb db, AuditLog audit, TimeProvider clock) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        // A hint is about who somebody was: it stays true when the session is over.
        if (context.Principal is null || context.Principal.HasTokenType(TokenTypeIdentifiers.IdentityToken)) return;

        var jti = context.Principal.GetClaim(Claims.JwtId);
        if (!Guid.TryParse(context.AuthorizationId ?? context.Principal.GetAuthorizationId(), CultureInfo.InvariantCulture, out var grantId))
        {
            // A service's own token: no person, no session, nothing to end but itself.
            if (await db.RevokedTokens.AnyAsync(t => t.Id == jti)) Refuse(context, "The token was revoked.");
            return;
        }

        var tokenId = Guid.TryParse(context.TokenId ?? context.Principal.GetTokenId(), CultureInfo.InvariantCulture, out var id) ? id : (Guid?)null;
        var found = await (
            from grant in db.Grants.AsNoTracking()
            where grant.Id == grantId
            from session in db.Sessions.Where(s => s.Id == grant.SessionId).DefaultIfEmpty()
            from user in db.Users.Where(u => u.Id == grant.UserId).DefaultIfEmpty()
            from token in db.Tokens.Where(t => t.Id == tokenId).DefaultIfEmpty()
            select new
            {
                Grant = grant,
                Session = session,
                ClientId = grant.Application!.ClientId,
                UserRefused = user != null && !db.Users.Where(CanSignIn.Rule).Any(u => u.Id == user.Id),
                TokenStatus = token == null ? null : token.Status,
                RedeemedAt = token == null ? null : token.RedemptionDate,
                RevokedAlone = db.RevokedTokens.Any(t => t.Id == jti),
            }).FirstOrDefaultAsync();

        if (found is null || (tokenId is not null && found.TokenStatus is null))
        {
            Refuse(context, "The token is no longer known.");
        }
        else if (found.TokenStatus == Statuses.Redeemed && !IsRepeat(context, found.RedeemedAt))
        {
            if (context.EndpointType == OpenIddictServerEndpointType.Token) await EndFamilyAsync(context, grantId, found.Grant.UserId, found.ClientId);
            Refuse(context, "The token was used before. Everything that came from it has been revoked.");
        }
        else if (found.RevokedAlone || found.TokenStatus is not (null or Statuses.Valid or Statuses.Redeemed) || found.Grant.Status != Statuses.Valid)
        {
            Refuse(context, "The token was revoked.");
        }
        else if (found.Session is { EndedAt: not null } || (found.Grant.SessionId is not null && found.Session is null))
        {
            Refuse(context, "The person has signed out.");
        }
        else if (found.UserRefused)
        {
            Refuse(context, "The account is turned off.");
        }
        else
        {
            new CheckedGrant(found.Grant, found.ClientId, found.Session).Keep(context.Transaction, grantId);
        }
    }

    // Two tabs, or an answer that got lost: the same client may repeat a refresh within the leeway.
    private bool IsRepeat(ValidateTokenContext context, DateTime? redeemedAt)
        => context.Principal!.HasTokenType(TokenTypeIdentifiers.RefreshToken)
        && context.Options.RefreshTokenReuseLeeway is { } leeway
        // In both directions: a clock that was put back must not make what was used long ago look like just now.
        && (redeemedAt is null || (clock.GetUtcNow().UtcDateTime - redeemedAt.Value).Duration() < leeway);

    private async Task EndFamilyAsync(ValidateTokenContext context, Guid grantId, Guid? userId, string? clientId)
    {
        var ended = await db.Grants
            .Where(g => g.Id == grantId && g.Status == Statuses.Valid)
            .ExecuteUpdateAsync(update => update.SetProperty(g => g.Status, Statuses.Revoked));
        if (ended == 0) return;

        var isCode = context.Principal!.HasTokenType(TokenTypeIdentifiers.Private.AuthorizationCode);
        audit.Add(isCode ? AuditKinds.CodeReused : AuditKinds.RefreshTokenReused, ("grant", grantId), new AuditActor(userId?.ToString(), ClientId: clientId));
        await db.SaveChangesAsync();
    }

    // The token endpoint turns "invalid_token" into "invalid_grant".
    private static void Refuse(ValidateTokenContext context, string description)
        => context.Reject(OpenIddictConstants.Errors.InvalidToken, description);
}
