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
/// Writes the row, once, with the token that it keeps. Whoever has a refresh token has only its name: the one that was
/// recorded when the token before it was redeemed, or a new one.
/// </summary>
internal sealed class WriteTokenRow(IdentityDb db) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.Transaction.GetProperty<Identity.Core.Grants.Token>(nameof(NameTokenRow)) is not { } row) return;

        context.Transaction.SetProperty<Identity.Core.Grants.Token>(nameof(NameTokenRow), null);
        if (context.PersistTokenPayload) row.Payload = context.Token;
        if (context.IsReferenceToken)
        {
            var successor = context.TokenType == TokenTypeIdentifiers.RefreshToken ? context.Transaction.GetProperty<RefreshSuccessor>(nameof(RefreshSuccessor)) : null;
            context.Token = successor?.Value ?? Handle.Create();
            row.ReferenceId = RefreshSuccessor.Stored(context.Token);
        }

        await SaveAsync(row, context.CancellationToken);
        context.PersistTokenPayload = false;
    }

    private async Task SaveAsync(Identity.Core.Grants.Token row, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Two requests at once repeat a refresh: both give out the same token, and one of them wrote its row.
            db.Entry(row).State = EntityState.Detached;
            if (row.ReferenceId is null || !await db.Tokens.AnyAsync(t => t.ReferenceId == row.ReferenceId, ct)) throw;
            await db.SaveChangesAsync(ct);
        }
    }
}
