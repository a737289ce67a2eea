using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Core.Users;
using Identity.Server.Account.Notices;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Emails;

/// <summary>Gives accounts other addresses. The caller holds the transaction and saves.</summary>
internal sealed class EmailAddresses(IdentityDb db, ChallengeStore challenges, SecurityNotices notices, AuditLog audit, TimeProvider clock)
{
    public Task<bool> IsTakenAsync(string email, CancellationToken ct)
    {
        var key = LookupKeys.Normalize(email);
        return db.Users.AnyAsync(u => u.NormalizedEmail == key, ct);
    }

    /// <summary>Sets an address that was proved, and tells the one before.</summary>
    /// <exception cref="DbUpdateException">At the save: somebody else was faster.</exception>
    public async Task SetAsync(User user, string email, AuditActor by, CancellationToken ct)
    {
        await notices.AddAsync(user, EmailKinds.EmailChanged, ct);
        await ReplaceAsync(user, email, by, ct);
    }

    /// <summary>Gives back an address that was proved before; false when another account has it now, and this one then has none.</summary>
    public async Task<bool> PutBackAsync(User user, string email, AuditActor by, CancellationToken ct)
    {
        if (user.EmailConfirmed && user.NormalizedEmail == LookupKeys.Normalize(email)) return true;

        var isTaken = await db.Users.AnyAsync(u => u.Id != user.Id && u.NormalizedEmail == LookupKeys.Normalize(email), ct);
        await ReplaceAsync(user, isTaken ? null : email, by, ct);
        return !isTaken;
    }

    // Links that still lie in the mailbox before prove nothing about this account any more.
    private async Task ReplaceAsync(User user, string? email, AuditActor by, CancellationToken ct)
    {
        if (user.NormalizedEmail is { } before)
        {
            await challenges.VoidAsync(ChallengePurposes.PasswordReset, before, ct);
            await challenges.VoidAsync(ChallengePurposes.SignInLink, before, ct);
        }

        await challenges.VoidOfAsync(ChallengePurposes.EmailChange, user.Id, DateTime.MinValue, ct);
        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (email, LookupKeys.Normalize(email), email is not null);
        user.UpdatedAt = clock.GetUtcNow().UtcDateTime;
        audit.Add(AuditKinds.UserEmailChanged, ("user", user.Id), by);
    }
}
