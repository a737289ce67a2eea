using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Core.Users;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Notices;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Emails;

/// <summary>Gives accounts other addresses.</summary>
internal sealed class EmailAddresses(IdentityDb db, ChallengeStore challenges, AccountAccess access, SecurityNotices notices, AuditLog audit, TimeProvider clock)
{
    /// <summary>Whether it is the proved address of the account already.</summary>
    public static bool Has(User user, string email) => user.EmailConfirmed && LookupKeys.Normalize(email) == user.NormalizedEmail;

    public Task<bool> IsTakenAsync(string email, CancellationToken ct)
    {
        var key = LookupKeys.Normalize(email);
        return db.Users.AnyAsync(u => u.NormalizedEmail == key, ct);
    }

    /// <summary>Sets the address that the challenge proves, once, and tells the one before.</summary>
    /// <param name="user">Tracked.</param>
    /// <param name="email">As it was typed.</param>
    /// <param name="challenge">Whose code or link came back.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContactProofResult> SetProvedAsync(User user, string email, Challenge challenge, AuditActor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await challenges.TryConsumeAsync(challenge, ct)) return ContactProofResult.Over;

        await notices.AddAsync(user, EmailKinds.EmailChanged, ct);
        await ReplaceAsync(user, email, by, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // The address got another account after the code was sent, or another change was faster.
            return ContactProofResult.Over;
        }

        await transaction.CommitAsync(ct);
        return ContactProofResult.Done;
    }

    /// <summary>Gives back an address that was proved before; false when another account has it now, and this one then has none. The caller holds the transaction and saves.</summary>
    public async Task<bool> PutBackAsync(User user, string email, AuditActor by, CancellationToken ct)
    {
        if (Has(user, email)) return true;

        var isTaken = await db.Users.AnyAsync(u => u.Id != user.Id && u.NormalizedEmail == LookupKeys.Normalize(email), ct);
        await ReplaceAsync(user, isTaken ? null : email, by, ct);
        return !isTaken;
    }

    /// <summary>
    /// Takes an address from an account that never proved it, because its owner did elsewhere, and turns that account off:
    /// whoever made it may have waited for the owner. The caller holds the transaction.
    /// </summary>
    public async Task EvictAsync(string email, AuditActor by, CancellationToken ct)
    {
        var key = LookupKeys.Normalize(email);
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key && !u.EmailConfirmed, ct) is not { } squatter) return;

        await access.TurnOffAsync(squatter, by, ct);
        await ReplaceAsync(squatter, null, by, ct);
        // Before the index sees the address a second time.
        await db.SaveChangesAsync(ct);
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
