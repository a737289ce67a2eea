using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>
/// Asks for a new password. Nothing here looks whether the address has an account: the worker does, when it sends the
/// mail. So the answer, and the time that it takes, cannot tell.
/// </summary>
internal sealed class ResetRequests(
    IdentityDb db, ChallengeStore challenges, PendingResets pending, ResetCookie cookie, ResetLimits limits, PasswordMails mails, IHttpContextAccessor http)
{
    /// <summary>Whether this can be an address at all.</summary>
    public static bool IsAddress(string? email)
        => email?.Trim() is { Length: <= Lengths.Email } text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
            && LookupKeys.Normalize(text)!.Length <= Lengths.Email;

    /// <summary>Keeps the request and queues the mail.</summary>
    /// <returns>How long to wait; null when it is done.</returns>
    public async Task<TimeSpan?> StartAsync(string email, string? flow, CancellationToken ct)
    {
        if (await limits.CountRequestAsync(ct) is { } wait) return wait;

        var (typed, address) = (email.Trim(), LookupKeys.Normalize(email)!);
        var mayMail = await limits.CountMailAsync(address, ct);
        var (browser, secrets) = (Handle.Create(), ChallengeSecrets.Create());

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (mayMail)
        {
            // A new link makes those before void; a mail that is not sent leaves them as they are.
            await challenges.VoidAsync(ChallengePurposes.PasswordReset, address, ct);
            await mails.ResetAsync(typed, secrets, ct);
        }

        // Without a mail nobody knows the secrets, and no code meets it.
        challenges.Add(secrets, browser, new(ChallengePurposes.PasswordReset, "email", address, pending.Seal(new PendingReset(typed, flow))), limits.Lifetime);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        cookie.Write(http.HttpContext!, new ResetHandle(browser, null));
        return null;
    }

    /// <summary>As <see cref="StartAsync"/>, for a request that waits.</summary>
    public async Task<TimeSpan?> AgainAsync(Challenge challenge, CancellationToken ct)
        => limits.WaitBeforeResend(challenge) ?? (pending.Open(challenge.Payload) is { } waiting ? await StartAsync(waiting.Email, waiting.Flow, ct) : null);
}
