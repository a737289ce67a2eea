using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Grants;
using Identity.Core.Messaging;
using Identity.Core.Sessions;
using Identity.Core.SingleUse;
using Identity.Core.Throttling;
using Identity.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Housekeeping;

/// <summary>What leaves the database, and when. What depends on something else goes before it.</summary>
internal sealed class Prunings(IdentityDb db, IOptions<HousekeepingOptions> options, IOptions<OutboxOptions> outbox, IOptions<TraceOptions> traces)
{
    /// <summary>At each run.</summary>
    public IEnumerable<IPruning> Always()
    {
        var keep = options.Value;
        yield return new PruneTokens("Tokens.expired", now => { var end = now - keep.TokenRetention; return t => t.ExpirationDate <= end; }, t => t.ExpirationDate);
        yield return new PruneTokens("Tokens.redeemed", now => { var end = now - keep.RedeemedTokenRetention; return t => t.RedemptionDate <= end; }, t => t.RedemptionDate);
        yield return new PruneRows<RevokedToken, DateTime>("RevokedTokens", now => t => t.ExpiresAt <= now, t => t.ExpiresAt);
        yield return new PruneRows<DeviceRequest, DateTime>("DeviceRequests", now => { var end = now - keep.TokenRetention; return r => r.ExpiresAt <= end; }, r => r.ExpiresAt);
        yield return new PruneRows<UsedId, DateTime>("UsedIds", now => u => u.ExpiresAt <= now, u => u.ExpiresAt);
        yield return new PruneRows<Flow, DateTime>("Flows", now => { var end = now - keep.FlowRetention; return f => f.ExpiresAt <= end; }, f => f.ExpiresAt);
        yield return new PruneRows<Challenge, DateTime>("Challenges", now => { var end = now - keep.FlowRetention; return c => c.ExpiresAt <= end; }, c => c.ExpiresAt);
        yield return new PruneRows<AttemptCounter, DateTime>("AttemptCounters", now => c => c.WindowEndsAt <= now, c => c.WindowEndsAt);
        // A grant that still has tokens needs its session.
        yield return new PruneRows<Session, DateTime>(
            "Sessions", now => { var end = now - keep.SessionRetention; return s => s.IdleExpiresAt <= end && !db.Grants.Any(g => g.SessionId == s.Id); }, s => s.IdleExpiresAt);
        yield return new PruneRows<BrowserSession, DateTime>("BrowserSessions", now => b => b.ExpiresAt <= now && b.Sessions.Count == 0, b => b.ExpiresAt);
        yield return new PruneRows<OutboxMessage, DateTime?>("OutboxMessages", now => { var end = now - outbox.Value.Retention; return m => m.FinishedAt <= end; }, m => m.FinishedAt);
        yield return new PruneRows<RequestTrace, DateTime>("RequestTraces", now => { var end = now - traces.Value.Retention; return t => t.At <= end; }, t => t.At);
        if (keep.AuditRetention is { } audit)
        {
            yield return new PruneRows<AuditEvent, DateTime>("AuditEvents", now => { var end = now - audit; return e => e.At <= end; }, e => e.At);
        }
    }

    /// <summary>Now and then, for they look at rows that stay: grants whose tokens never had a row.</summary>
    public IEnumerable<IPruning> Sweeps()
    {
        var keep = options.Value;
        yield return new PruneRows<Grant, DateTime?>(
            "Grants",
            now => { var end = now - keep.TokenRetention; return g => g.CreationDate <= end && !db.Tokens.Any(t => EF.Property<Guid?>(t, Token.GrantKey) == g.Id); },
            g => g.CreationDate);
    }
}
