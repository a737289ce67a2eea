using System.Globalization;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>
/// Names the row of a code or token before the token is made, which holds the name. OpenIddict would write the row here
/// and write it again when the token is there.
/// </summary>
internal sealed class NameTokenRow(IdentityDb db, Catalog catalog) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (!context.CreateTokenEntry) return;

        var client = await catalog.FindClientAsync(context.ClientId, context.CancellationToken);
        var row = new Identity.Core.Grants.Token
        {
            CreationDate = context.Principal.GetCreationDate()?.UtcDateTime,
            ExpirationDate = context.Principal.GetExpirationDate()?.UtcDateTime,
            Status = Statuses.Valid,
            Subject = context.Principal.GetClaim(Claims.Subject),
            Type = context.TokenType,
        };
        var entry = db.Tokens.Add(row);
        entry.Property(Grant.ClientKey).CurrentValue = client?.Id;
        if (context.Principal.GetAuthorizationId() is { } grant) entry.Property(Identity.Core.Grants.Token.GrantKey).CurrentValue = Guid.Parse(grant, CultureInfo.InvariantCulture);

        context.Principal.SetTokenId(row.Id.ToString());
        context.Transaction.SetProperty(nameof(NameTokenRow), row);
        context.CreateTokenEntry = false;
    }
}

/// <summary>
/// Writes the row, once, with the token that it keeps, and with all else that the request changed. Whoever has a code or
/// a refresh token has only its name.
/// </summary>
internal sealed class WriteTokenRow(IdentityDb db, GrantEnd end, SuccessorProtection protection, TimeProvider clock) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.Transaction.GetProperty<Identity.Core.Grants.Token>(nameof(NameTokenRow)) is not { } row) return;

        context.Transaction.SetProperty<Identity.Core.Grants.Token>(nameof(NameTokenRow), null);
        if (context.PersistTokenPayload) row.Payload = context.Token;
        if (context.IsReferenceToken)
        {
            context.Token = Handle.Create();
            row.ReferenceId = FindTokenRow.Stored(context.Token);
        }

        context.PersistTokenPayload = false;
        if (context.TokenType == TokenTypeIdentifiers.RefreshToken && PresentedToken.Of(context.Transaction) is { } presented)
        {
            await RedeemAsync(context, presented, row);
            return;
        }

        await db.SaveChangesAsync(context.CancellationToken);
    }

    private async Task RedeemAsync(GenerateTokenContext context, PresentedToken presented, Identity.Core.Grants.Token row)
    {
        var used = new UsedUp(presented.TokenId, clock.GetUtcNow().UtcDateTime, presented.IsCode ? null : protection.Protect(context.Token!));
        if (await Redemption.TryAsync(db, used, row, context.CancellationToken)) return;

        if (presented.IsCode)
        {
            var ((grant, clientId, _), isCode) = (presented.Grant, presented.IsCode);
            await end.AfterReuseAsync(grant.Id, grant.UserId, clientId, isCode);
        }
        else if (await db.Tokens.Where(t => t.Id == presented.TokenId && t.Status == Statuses.Redeemed).Select(t => t.Successor).SingleOrDefaultAsync() is { } earlier)
        {
            // Lost just now to another request of the same client, which is within the leeway: the same successor again.
            context.Token = protection.Unprotect(earlier);
            return;
        }

        context.Reject(Errors.InvalidGrant, "The token was used before.");
    }
}
