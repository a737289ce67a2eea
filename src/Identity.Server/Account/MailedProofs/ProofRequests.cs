using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.MailedProofs;

/// <summary>
/// Asks for a proof. Nothing here looks whether the address has an account: the worker does, when it sends the mail. So
/// the answer, and the time that it takes, cannot tell.
/// </summary>
internal sealed class ProofRequests<TOptions>(
    IdentityDb db, ChallengeStore challenges, PendingProofs<TOptions> pending, ProofCookie<TOptions> cookie, ProofLimits<TOptions> limits, IHttpContextAccessor http)
    where TOptions : class, IMailedProofOptions
{
    /// <summary>Keeps the request of this browser and queues the mail.</summary>
    /// <param name="waiting">What goes on afterwards.</param>
    /// <param name="mail">Queues the mail to an address, for its account alone; the save is made here.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How long to wait; null when it is done.</returns>
    public async Task<TimeSpan?> StartAsync(PendingProof waiting, Func<string, ChallengeSecrets, CancellationToken, Task> mail, CancellationToken ct)
    {
        var browser = Handle.Create();
        if (await KeepAsync(browser, waiting, mail, ct) is { } wait) return wait;

        cookie.Write(http.HttpContext!, new ProofHandle(browser, null));
        return null;
    }

    /// <summary>As <see cref="StartAsync"/>, for whoever holds this handle; no cookie keeps it.</summary>
    public async Task<TimeSpan?> KeepAsync(string browser, PendingProof waiting, Func<string, ChallengeSecrets, CancellationToken, Task> mail, CancellationToken ct)
    {
        if (await limits.CountRequestAsync(ct) is { } wait) return wait;

        waiting = waiting with { Email = waiting.Email.Trim() };
        var address = LookupKeys.Normalize(waiting.Email)!;
        var mayMail = await limits.CountMailAsync(address, ct);
        var secrets = ChallengeSecrets.Create();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (mayMail)
        {
            // A new link makes those before void; a mail that is not sent leaves them as they are.
            await challenges.VoidAsync(TOptions.Purpose, address, ct);
            await mail(waiting.Email, secrets, ct);
        }

        // Without a mail nobody knows the secrets, and no code meets it.
        challenges.Add(secrets, browser, new(TOptions.Purpose, "email", address, pending.Seal(waiting), waiting.UserId), limits.Lifetime);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>As <see cref="StartAsync"/>, for a request that waits.</summary>
    public async Task<TimeSpan?> AgainAsync(Challenge challenge, Func<string, ChallengeSecrets, CancellationToken, Task> mail, CancellationToken ct)
        => limits.WaitBeforeResend(challenge) ?? (pending.Open(challenge.Payload) is { } waiting ? await StartAsync(waiting, mail, ct) : null);
}
