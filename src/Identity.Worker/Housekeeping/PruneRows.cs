using System.Linq.Expressions;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Worker.Housekeeping;

/// <summary>Rows that nothing else needs once their time is over.</summary>
/// <param name="name">The table.</param>
/// <param name="due">Which of them, at this time.</param>
/// <param name="order">The indexed column that says so.</param>
internal sealed class PruneRows<TRow, TOrder>(string name, Func<DateTime, Expression<Func<TRow, bool>>> due, Expression<Func<TRow, TOrder>> order) : IPruning
    where TRow : class
{
    public string Name => name;

    public Task<int> DeleteAsync(IdentityDb db, DateTime now, int most, CancellationToken ct)
        => db.Set<TRow>().Where(due(now)).OrderBy(order).Take(most).ExecuteDeleteAsync(ct);

    public Task<int> CountAsync(IdentityDb db, DateTime now, int most, CancellationToken ct)
        => db.Set<TRow>().Where(due(now)).Take(most).CountAsync(ct);
}
