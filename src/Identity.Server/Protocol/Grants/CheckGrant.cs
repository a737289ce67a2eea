using System.Globalization;
using Identity.Core.Data;
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
internal sealed class CheckGrant(IdentityDb db, GrantReads reads, GrantEnd end, TimeProvider clock) : IOpenIddictServerHandler<ValidateTokenContext>
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

        var found = Guid.TryParse(context.TokenId, CultureInfo.InvariantCulture, out var tokenId)
            ? FoundGrant.Of(context.Transaction, tokenId)
            : await reads.ByGrantAsync(db, grantId, jti, context.EndpointType == OpenIddictServerEndpointType.UserInfo);

        if (found?.Grant is not { } grant)
        {
            Refuse(context, "The token is no longer known.");
        }
        else if (found.Token is { Status: Statuses.Redeemed } redeemed && !IsRepeat(context, redeemed.RedemptionDate))
        {
            if (context.EndpointType == OpenIddictServerEndpointType.Token)
            {
                await end.AfterReuseAsync(grantId, grant.UserId, found.ClientId, context.Principal.HasTokenType(TokenTypeIdentifiers.Private.AuthorizationCode));
            }

            Refuse(context, "The token was used before. Everything that came from it has been revoked.");
        }
        else if (found.RevokedAlone || found.Token is not (null or { Status: Statuses.Valid or Statuses.Redeemed }) || grant.Status != Statuses.Valid)
        {
            Refuse(context, "The token was revoked.");
        }
        else if (found.Session is { EndedAt: not null } || (grant.SessionId is not null && found.Session is null))
        {
            Refuse(context, "The person has signed out.");
        }
        else if (found.UserRefused)
        {
            Refuse(context, "The account is turned off.");
        }
        else
        {
            new CheckedGrant(grant, found.ClientId, found.Session) { User = found.User }.Keep(context.Transaction, grantId);
        }
    }

    // Two tabs, or an answer that got lost: the same client may repeat a refresh within the leeway.
    private bool IsRepeat(ValidateTokenContext context, DateTime? redeemedAt)
        => context.Principal!.HasTokenType(TokenTypeIdentifiers.RefreshToken)
        && context.Options.RefreshTokenReuseLeeway is { } leeway
        // In both directions: a clock that was put back must not make what was used long ago look like just now.
        && (redeemedAt is null || (clock.GetUtcNow().UtcDateTime - redeemedAt.Value).Duration() < leeway);

    // The token endpoint turns "invalid_token" into "invalid_grant".
    private static void Refuse(ValidateTokenContext context, string description)
        => context.Reject(OpenIddictConstants.Errors.InvalidToken, description);
}
