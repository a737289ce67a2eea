using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Grants;

/// <summary>
/// Uses up a code or refresh token and writes the refresh token that follows: both or neither, and of any number of
/// requests at once for one of them only.
/// </summary>
public static class Redemption
{
    /// <summary>As one statement where the database can; false when somebody else was quicker, and nothing was written then.</summary>
    /// <param name="db">Where.</param>
    /// <param name="used">What is used up, when, and the encrypted successor that is recorded with it.</param>
    /// <param name="next">The row to write. Its client and its grant are taken from what is tracked; it is not tracked any more after that.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<bool> TryAsync(IdentityDb db, UsedUp used, Token next, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(used);
        ArgumentNullException.ThrowIfNull(next);

        var entry = db.Entry(next);
        var row = new NextToken(next, (Guid)entry.Property(Grant.ClientKey).CurrentValue!, (Guid)entry.Property(Token.GrantKey).CurrentValue!);
        entry.State = EntityState.Detached;

        var statement = RedemptionStatements.Redeem(db, used, row);
        if (db is not SqliteIdentityDb) return await db.Database.ExecuteSqlAsync(statement, ct) > 0;

        // Two statements there, and no way to the database that would be worth saving.
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        var won = await db.Database.ExecuteSqlAsync(statement, ct) > 0;
        await whole.CommitAsync(ct);
        return won;
    }

    /// <summary>As <see cref="TryAsync(IdentityDb, UsedUp, Token, CancellationToken)"/>, when no refresh token follows.</summary>
    public static async Task<bool> TryAsync(IdentityDb db, UsedUp used, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Tokens
            .Where(t => t.Id == used.TokenId && t.Status == Statuses.Valid)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(t => t.Status, Statuses.Redeemed)
                    .SetProperty(t => t.RedemptionDate, used.At)
                    .SetProperty(t => t.Successor, used.Successor),
                ct) == 1;
    }
}

/// <param name="TokenId">What is used up.</param>
/// <param name="At">When.</param>
/// <param name="Successor">What a client that lost the answer is given again, encrypted; null after a code.</param>
public sealed record UsedUp(Guid TokenId, DateTime At, string? Successor);

internal sealed record NextToken(Token Row, Guid ClientId, Guid GrantId);
