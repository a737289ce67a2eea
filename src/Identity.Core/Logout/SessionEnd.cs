using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Logout;

/// <summary>
/// Ends sessions, whatever the reason: everything given in them is dead with the caller's save, and the same save queues
/// the messages to the apps.
/// </summary>
public sealed class SessionEnd(IdentityDb db, LogoutNotices notices, AuditLog audit, TimeProvider clock)
{
    /// <param name="sessions">Tracked rows; those that have ended before are passed over.</param>
    /// <param name="by">Who ended each.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task EndAsync(IEnumerable<Session> sessions, Func<Session, AuditActor> by, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        List<Session> ending = [.. sessions.Where(session => session.EndedAt is null)];
        if (ending.Count == 0) return;

        foreach (var session in ending)
        {
            session.EndedAt = clock.GetUtcNow().UtcDateTime;
            audit.Add(AuditKinds.SessionEnded, ("session", session.Id), by(session), new { reason });
        }

        await notices.AddAsync(ending, ct);
    }

    /// <summary>Ends all sessions of a person in all browsers, those too that nobody has used for long: their grants still live.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="by">Who ended them.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="except">The session that stays: the one in which the person asked for it.</param>
    public async Task EndAllAsync(Guid userId, AuditActor by, string reason, CancellationToken ct, Guid? except = null)
        => await EndAsync(await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null && s.Id != except).ToListAsync(ct), _ => by, reason, ct);
}
