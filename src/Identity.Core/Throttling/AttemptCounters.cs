using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Throttling;

/// <summary>
/// Counts tries across all nodes. Each call is a transaction of its own, so that a try counts even when the work
/// around it fails; hold no transaction while calling.
/// </summary>
public sealed class AttemptCounters(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Counts one try, in one statement: of callers at the same time each gets a number of its own.</summary>
    /// <param name="key">What is counted.</param>
    /// <param name="window">How long the count stands, from the first try on.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<AttemptCount> IncrementAsync(CounterKey key, TimeSpan window, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = clock.GetUtcNow().UtcDateTime;

        var statement = AttemptStatements.Increment(db, key.Text, now, now + window);
        var counted = await db.AttemptCounters.FromSql(statement).AsNoTracking().ToListAsync(ct);

        return new(counted[0].Count, counted[0].WindowEndsAt - now);
    }

    /// <summary>How many tries have been counted, without counting one.</summary>
    public async Task<AttemptCount> ReadAsync(CounterKey key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var counter = await db.AttemptCounters.AsNoTracking().SingleOrDefaultAsync(c => c.Key == key.Text && c.WindowEndsAt > now, ct);
        return counter is null ? new(0, TimeSpan.Zero) : new(counter.Count, counter.WindowEndsAt - now);
    }

    /// <summary>Takes back one try that turned out to be none; what others counted stays.</summary>
    public async Task TakeBackAsync(CounterKey key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await db.AttemptCounters
            .Where(c => c.Key == key.Text && c.Count > 0)
            .ExecuteUpdateAsync(update => update.SetProperty(c => c.Count, c => c.Count - 1), ct);
    }

    /// <summary>Starts counting from nothing again.</summary>
    public async Task ResetAsync(IReadOnlyList<CounterKey> keys, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        // In one order everywhere, else two that reset the same rows could wait for each other.
        foreach (var key in keys.Select(key => key.Text).Order(StringComparer.Ordinal))
        {
            await db.AttemptCounters.Where(c => c.Key == key).ExecuteDeleteAsync(ct);
        }
    }
}

/// <param name="Count">How many tries in this window, the one just counted included.</param>
/// <param name="Remaining">How long the window lasts.</param>
public readonly record struct AttemptCount(int Count, TimeSpan Remaining);
