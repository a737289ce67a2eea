using Identity.Core.Challenges;
using Identity.Core.Sessions;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Proofs;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Emails;

/// <summary>
/// Changes the address of somebody who is signed in. The one before stays until the new one is proved, is told then, and
/// can take the change back.
/// </summary>
internal sealed class EmailChange(
    BrowserSessions browsers, ContactOwner owner, EmailAddresses addresses, ProofChecks<EmailChangeOptions> proof, MailRequests<EmailChangeOptions> requests,
    ProofCookie<EmailChangeOptions> cookie, EmailChangeMails mails, IOptions<EmailChangeOptions> options, IHttpContextAccessor http)
{
    /// <summary>The account that the page is about: the one used last in this browser.</summary>
    public Task<Session?> CurrentAsync(CancellationToken ct) => owner.CurrentAsync(ct);

    /// <summary>Whether somebody without a password has to sign in again first.</summary>
    public bool IsStale(Session session) => owner.IsStale(session, options.Value.RecentSignIn);

    /// <summary>Sends code and link to the new address. One that has an account gets the same answer, and other mail.</summary>
    /// <param name="session">Of the account.</param>
    /// <param name="email">The new address.</param>
    /// <param name="password">The password, of people who have one.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContactChangeResult> StartAsync(Session session, string email, string? password, CancellationToken ct)
    {
        if (EmailAddresses.Has(session.User!, email)) return new ContactChangeResult.Same();
        if (await owner.RefuseAsync(session, password, options.Value.RecentSignIn, ct) is { } refused) return refused;

        var wait = await requests.StartAsync(new PendingProof(email, null, UserId: session.UserId), mails.SendAsync, ct);
        return wait is { } time ? new ContactChangeResult.TooManyRequests(time) : new ContactChangeResult.Done();
    }

    /// <summary>The change that this browser asked for, somebody being signed in to its account.</summary>
    public async Task<OpenEmailChange?> FindAsync(CancellationToken ct)
        => await proof.FindAsync(ct) is { } challenge ? await OpenAsync(challenge, ct) : null;

    /// <summary>Sends another mail.</summary>
    /// <returns>How long to wait; null when it is sent.</returns>
    public Task<TimeSpan?> SendAgainAsync(OpenEmailChange open, CancellationToken ct) => requests.AgainAsync(open.Challenge, mails.SendAsync, ct);

    /// <summary>Tries a code that the person typed.</summary>
    public async Task<ContactProofResult> TryCodeAsync(OpenEmailChange open, string code, CancellationToken ct)
        => (await proof.TryCodeAsync(open.Challenge, code, ct)).Check switch
        {
            CodeCheck.Right => await CompleteAsync(open, ct),
            CodeCheck.Wrong => ContactProofResult.Wrong,
            _ => ContactProofResult.Over,
        };

    /// <summary>Looks at a link; what it opens can be confirmed in the browser that asked.</summary>
    public async Task<(LinkCheck Check, OpenEmailChange? Change)> FindByLinkAsync(string token, CancellationToken ct)
    {
        var link = await proof.FindByLinkAsync(token, ct);
        if (link is not (LinkCheck.Here, { } challenge)) return (link.Check, null);

        var open = await OpenAsync(challenge, ct);
        return (open is null ? LinkCheck.Elsewhere : LinkCheck.Here, open);
    }

    /// <summary>Makes the change.</summary>
    public async Task<ContactProofResult> CompleteAsync(OpenEmailChange open, CancellationToken ct)
    {
        var user = open.Session.User!;
        var result = await addresses.SetProvedAsync(user, open.Email, open.Challenge, browsers.Actor(user.Id), ct);
        if (result == ContactProofResult.Done) cookie.Delete(http.HttpContext!);
        return result;
    }

    private async Task<OpenEmailChange?> OpenAsync(Challenge challenge, CancellationToken ct)
        => await owner.FindAsync(challenge.UserId, ct) is { } session && proof.Waiting(challenge) is { } waiting
            ? new(challenge, session, waiting.Address)
            : null;
}

/// <param name="Challenge">What was sent.</param>
/// <param name="Session">Of the account, in this browser.</param>
/// <param name="Email">The new address, as it was typed.</param>
internal sealed record OpenEmailChange(Challenge Challenge, Session Session, string Email);
