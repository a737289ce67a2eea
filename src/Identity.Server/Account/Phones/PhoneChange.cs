using Identity.Core.Challenges;
using Identity.Core.Phones;
using Identity.Core.Sessions;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Proofs;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Phones;

/// <summary>Changes the phone number of somebody who is signed in. The one before stays until the new one is proved.</summary>
internal sealed class PhoneChange(
    BrowserSessions browsers, ContactOwner owner, AccountPhones phones, ProofChecks<PhoneChangeOptions> proof, TextRequests<PhoneChangeOptions> requests,
    ProofCookie<PhoneChangeOptions> cookie, IOptions<PhoneChangeOptions> options, IHttpContextAccessor http)
{
    /// <summary>The account that the page is about: the one used last in this browser.</summary>
    public Task<Session?> CurrentAsync(CancellationToken ct) => owner.CurrentAsync(ct);

    /// <summary>Whether somebody without a password has to sign in again first.</summary>
    public bool IsStale(Session session) => owner.IsStale(session, options.Value.RecentSignIn);

    /// <summary>Sends a code to the new number. One that has an account gets the same.</summary>
    /// <param name="session">Of the account.</param>
    /// <param name="number">The new number.</param>
    /// <param name="password">The password, of people who have one.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContactChangeResult> StartAsync(Session session, PhoneNumber number, string? password, CancellationToken ct)
    {
        if (AccountPhones.Has(session.User!, number.E164)) return new ContactChangeResult.Same();
        if (await owner.RefuseAsync(session, password, options.Value.RecentSignIn, ct) is { } refused) return refused;

        var wait = await requests.StartAsync(number, new PendingProof(number.E164, null, UserId: session.UserId), ct);
        return wait is { } time ? new ContactChangeResult.TooManyRequests(time) : new ContactChangeResult.Done();
    }

    /// <summary>Takes the number away.</summary>
    public async Task<ContactChangeResult> RemoveAsync(Session session, string? password, CancellationToken ct)
    {
        if (await owner.RefuseAsync(session, password, options.Value.RecentSignIn, ct) is { } refused) return refused;

        await phones.RemoveAsync(session.User!, browsers.Actor(session.UserId), ct);
        return new ContactChangeResult.Done();
    }

    /// <summary>The change that this browser asked for, somebody being signed in to its account.</summary>
    public async Task<OpenPhoneChange?> FindAsync(CancellationToken ct)
        => await proof.FindAsync(ct) is { } challenge && await owner.FindAsync(challenge.UserId, ct) is { } session ? new(challenge, session) : null;

    /// <summary>Sends another message.</summary>
    /// <returns>How long to wait; null when it is sent.</returns>
    public Task<TimeSpan?> SendAgainAsync(OpenPhoneChange open, CancellationToken ct) => requests.AgainAsync(open.Challenge, ct);

    /// <summary>Tries a code that the person typed, and makes the change.</summary>
    public async Task<ContactProofResult> TryCodeAsync(OpenPhoneChange open, string code, CancellationToken ct)
    {
        var tried = await proof.TryCodeAsync(open.Challenge, code, ct);
        if (tried.Check != CodeCheck.Right) return tried.Check == CodeCheck.Wrong ? ContactProofResult.Wrong : ContactProofResult.Over;

        var result = await phones.SetProvedAsync(open.Session.User!, open.Number, open.Challenge, browsers.Actor(open.Session.UserId), ct);
        if (result == ContactProofResult.Done) cookie.Delete(http.HttpContext!);
        return result;
    }
}

/// <param name="Challenge">What was sent.</param>
/// <param name="Session">Of the account, in this browser.</param>
internal sealed record OpenPhoneChange(Challenge Challenge, Session Session)
{
    /// <summary>The new number, in E.164.</summary>
    public string Number => Challenge.Destination;
}
