using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Core.Messaging;

/// <summary>The outbox as workers see it: they compete for due messages, and each belongs to one of them for a while.</summary>
public sealed class OutboxQueue(IdentityDb db, IOptions<OutboxOptions> options, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes due messages, the longest due first. A try counts from here on, whatever becomes of the worker.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(string worker, int most, CancellationToken ct)
    {
        var now = Now;
        // A read first: looking must not cost the write that SQLite allows one at a time.
        if (!await db.OutboxMessages.AnyAsync(m => m.Status == OutboxStatus.Pending && m.DueAt <= now && (m.LockedUntil == null || m.LockedUntil <= now), ct)) return [];

        var claim = new Claim(worker, most, now, now + options.Value.LockTime);
        return await db.OutboxMessages.FromSql(OutboxStatements.Claim(db, claim)).AsNoTracking().ToListAsync(ct);
    }

    /// <summary>Gives a message back that was not tried to the end; that try does not count.</summary>
    public Task ReleaseAsync(OutboxMessage message, CancellationToken ct)
        => db.OutboxMessages.OwnedBy(message).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.LockedUntil, (DateTime?)null).SetProperty(m => m.LockedBy, (string?)null).SetProperty(m => m.Attempts, m => m.Attempts - 1), ct);

    /// <summary>How much is due, and since when.</summary>
    public async Task<OutboxBacklog> BacklogAsync(CancellationToken ct)
    {
        var now = Now;
        var due = db.OutboxMessages.Where(m => m.Status == OutboxStatus.Pending && m.DueAt <= now).OrderBy(m => m.DueAt).Select(m => (DateTime?)m.DueAt);
        var oldest = await due.FirstOrDefaultAsync(ct);
        return new(oldest is null ? 0 : await due.Take(OutboxBacklog.Most).CountAsync(ct), oldest);
    }
}

internal static class OwnedMessages
{
    /// <summary>The message, as long as it is still with the worker that took it: a slow one must not undo what another did.</summary>
    public static IQueryable<OutboxMessage> OwnedBy(this IQueryable<OutboxMessage> messages, OutboxMessage taken)
        => messages.Where(m => m.Id == taken.Id && m.Status == OutboxStatus.Pending && m.LockedBy == taken.LockedBy && m.Attempts == taken.Attempts);
}
