using System.Globalization;
using Identity.Core.Data;
using Identity.Core.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>
/// Uses up a code or a refresh token: of any number of requests at once one wins. When a refresh token follows,
/// <see cref="WriteTokenRow"/> does it in the statement that writes that one.
/// </summary>
internal sealed class RedeemToken(IdentityDb db, GrantEnd end, SuccessorProtection protection, TimeProvider clock) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token) return;

        var isCode = context.Request.IsAuthorizationCodeGrantType();
        if (!isCode && !context.Request.IsRefreshTokenGrantType()) return;

        var authentication = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)!;
        var principal = (isCode ? authentication.AuthorizationCodePrincipal : authentication.RefreshTokenPrincipal)!;
        var id = Guid.Parse(principal.GetTokenId()!, CultureInfo.InvariantCulture);
        var grant = CheckedGrant.Of(context.Transaction, Guid.Parse(principal.GetAuthorizationId()!, CultureInfo.InvariantCulture))!;

        if (FoundGrant.Of(context.Transaction, id) is { Token: { Status: Statuses.Redeemed } repeated })
        {
            // Within the leeway, or the check would have refused it: the same successor, not a second one beside it.
            (context.GenerateRefreshToken, context.IncludeRefreshToken) = (false, repeated.Successor is not null);
            context.RefreshToken = repeated.Successor is { } stored ? protection.Unprotect(stored) : null;
            return;
        }

        if (context.GenerateRefreshToken)
        {
            new PresentedToken(id, grant, isCode).Keep(context.Transaction);
            return;
        }

        if (await Redemption.TryAsync(db, new UsedUp(id, clock.GetUtcNow().UtcDateTime, Successor: null), context.CancellationToken)) return;

        if (isCode) await end.AfterReuseAsync(grant.Grant.Id, grant.Grant.UserId, grant.ClientId, isCode);
        context.Reject(Errors.InvalidGrant, "The token was used before.");
    }
}
