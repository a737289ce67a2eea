using System.Globalization;
using Identity.Core.Data;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>
/// Uses up a code or a refresh token in one guarded UPDATE: of any number of requests at once one wins. The name of the
/// next refresh token is recorded in the same statement, so that whoever comes second can be given it too.
/// </summary>
internal sealed class RedeemToken(IdentityDb db, SuccessorProtection protection, TimeProvider clock) : IOpenIddictServerHandler<ProcessSignInContext>
{
    // After this time a token whose name was recorded has been written, or never will be.
    private static readonly TimeSpan WrittenBy = TimeSpan.FromSeconds(2);

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token) return;

        var isRefresh = context.Request.IsRefreshTokenGrantType();
        if (!isRefresh && !context.Request.IsAuthorizationCodeGrantType()) return;

        var presented = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)!;
        var principal = isRefresh ? presented.RefreshTokenPrincipal : presented.AuthorizationCodePrincipal;
        var id = Guid.Parse(principal!.GetTokenId()!, CultureInfo.InvariantCulture);

        var successor = Handle.Create();
        var stored = isRefresh ? protection.Protect(successor) : null;
        var now = clock.GetUtcNow().UtcDateTime;
        var won = await db.Tokens
            .Where(t => t.Id == id && t.Status == Statuses.Valid)
            .ExecuteUpdateAsync(update => update
                .SetProperty(t => t.Status, Statuses.Redeemed)
                .SetProperty(t => t.RedemptionDate, now)
                .SetProperty(t => t.Successor, stored)) == 1;

        if (won)
        {
            if (isRefresh) context.Transaction.SetProperty(nameof(RefreshSuccessor), new RefreshSuccessor(successor, IsRepeat: false));
            return;
        }

        // The leeway was checked when the token was validated; what lost just now to another request is within it.
        var earlier = isRefresh ? await db.Tokens.Where(t => t.Id == id && t.Status == Statuses.Redeemed).Select(t => new { t.Successor, t.RedemptionDate }).SingleOrDefaultAsync() : null;
        if (earlier?.Successor is null)
        {
            context.Reject(Errors.InvalidGrant, "The token was used before.");
            return;
        }

        // A process that died in between left the name and not the token: then it is made now, under that name.
        var value = protection.Unprotect(earlier.Successor);
        var reference = RefreshSuccessor.Stored(value);
        var exists = now - earlier.RedemptionDate < WrittenBy || await db.Tokens.AnyAsync(t => t.ReferenceId == reference);
        context.Transaction.SetProperty(nameof(RefreshSuccessor), new RefreshSuccessor(value, IsRepeat: exists));
    }
}
