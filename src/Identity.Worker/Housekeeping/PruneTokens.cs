using System.Linq.Expressions;
using Identity.Core.Data;
using Identity.Core.Grants;
using Microsoft.EntityFrameworkCore;

namespace Identity.Worker.Housekeeping;

/// <summary>Codes and refresh tokens; with the last one of a grant the grant goes too.</summary>
internal sealed class PruneTokens(string name, Func<DateTime, Expression<Func<Token, bool>>> due, Expression<Func<Token, DateTime?>> order) : IPruning
{
    public string Name => name;

    public async Task<int> DeleteAsync(IdentityDb db, DateTime now, int most, CancellationToken ct)
    {
        var rows = await db.Tokens.Where(due(now)).OrderBy(order).Take(most)
            .Select(t => new { t.Id, Grant = EF.Property<Guid?>(t, Token.GrantKey) })
            .ToListAsync(ct);
        if (rows.Count == 0) return 0;

        var tokens = rows.ConvertAll(row => row.Id);
        var grants = rows.Where(row => row.Grant is not null).Select(row => row.Grant!.Value).Distinct().ToList();
        await db.Tokens.Where(t => tokens.Contains(t.Id)).ExecuteDeleteAsync(ct);
        await db.Grants.Where(g => grants.Contains(g.Id) && !db.Tokens.Any(t => EF.Property<Guid?>(t, Token.GrantKey) == g.Id)).ExecuteDeleteAsync(ct);
        return rows.Count;
    }

    public Task<int> CountAsync(IdentityDb db, DateTime now, int most, CancellationToken ct) => db.Tokens.Where(due(now)).Take(most).CountAsync(ct);
}
