using Identity.Core.Challenges;
using Identity.Core.Users;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Proofs;

/// <summary>
/// Asks for a proof by mail. Nothing here looks whether the address has an account: the worker does, when it sends the
/// mail. So the answer, and the time that it takes, cannot tell.
/// </summary>
internal sealed class MailRequests<TOptions>(
    NewProofs<TOptions> proofs, PendingProofs<TOptions> pending, ProofCookie<TOptions> cookie, ProofLimits<TOptions> limits, MailLimits<TOptions> mails, IHttpContextAccessor http)
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
        if (await mails.CountRequestAsync(ct) is { } wait) return wait;

        waiting = waiting with { Address = waiting.Address.Trim() };
        var to = new ProofTarget("email", LookupKeys.Normalize(waiting.Address)!);
        var mayMail = await mails.CountMailAsync(to.Address, ct);
        await proofs.AddAsync(browser, waiting, to, mayMail ? (secrets, ct) => mail(waiting.Address, secrets, ct) : null, ct);
        return null;
    }

    /// <summary>As <see cref="StartAsync"/>, for a request that waits.</summary>
    public async Task<TimeSpan?> AgainAsync(Challenge challenge, Func<string, ChallengeSecrets, CancellationToken, Task> mail, CancellationToken ct)
        => limits.WaitBeforeResend(challenge) ?? (pending.Open(challenge.Payload) is { } waiting ? await StartAsync(waiting, mail, ct) : null);
}
