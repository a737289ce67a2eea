using Identity.Core.Audit;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Core.Messaging;

/// <summary>Records what came of a try, unless the message meanwhile belongs to another worker.</summary>
public sealed class OutboxOutcomes(IdentityDb db, AuditLog audit, IOptions<OutboxOptions> options, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task DeliveredAsync(OutboxMessage message, string outcome, CancellationToken ct)
        => FinishAsync(message, OutboxStatus.Delivered, outcome, ct);

    /// <summary>Tries again after a pause, or gives up when there were tries enough.</summary>
    public async Task FailedAsync(OutboxMessage message, string outcome, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        var due = Now + RetryPause.After(message.Attempts, options.Value);
        if (message.Attempts >= options.Value.MaxAttempts)
        {
            await DeadAsync(message, $"{outcome} Given up after {message.Attempts} tries.", ct);
            return;
        }

        if (due >= message.ExpiresAt)
        {
            await DeadAsync(message, $"{outcome} Given up: by the next try it would be of no use any more.", ct);
            return;
        }

        var text = Cut(outcome);
        await db.OutboxMessages.OwnedBy(message).ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.DueAt, due)
                .SetProperty(m => m.Outcome, text)
                .SetProperty(m => m.LockedUntil, (DateTime?)null)
                .SetProperty(m => m.LockedBy, (string?)null),
            ct);
    }

    /// <summary>Gives a message up for good.</summary>
    public async Task DeadAsync(OutboxMessage message, string outcome, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await FinishAsync(message, OutboxStatus.Dead, outcome, ct)) return;

        audit.Add(AuditKinds.MessageUndelivered, ("message", message.Id), AuditActor.System, new { message.Kind, message.Attempts, outcome = Cut(outcome) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<bool> FinishAsync(OutboxMessage message, OutboxStatus status, string outcome, CancellationToken ct)
    {
        var (now, text) = (Now, Cut(outcome));
        return await db.OutboxMessages.OwnedBy(message).ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.Status, status)
                .SetProperty(m => m.Outcome, text)
                .SetProperty(m => m.FinishedAt, now)
                .SetProperty(m => m.LockedUntil, (DateTime?)null)
                .SetProperty(m => m.LockedBy, (string?)null),
            ct) == 1;
    }

    private static string Cut(string text) => text.Length <= Lengths.Description ? text : text[..Lengths.Description];
}
