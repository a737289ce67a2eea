using Identity.Core.Sessions;
using Identity.Server.Account.Passwords;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Contacts;

/// <summary>Makes sure that whoever changes an address or a number is the owner of the account: a session that was left open is not enough.</summary>
internal sealed class ContactOwner(BrowserSessions browsers, PresentPassword present, DeviceCookie device, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>The account that the page is about: the one used last in this browser.</summary>
    public async Task<Session?> CurrentAsync(CancellationToken ct) => await browsers.AliveAsync(ct) is [var first, ..] ? first : null;

    /// <summary>The session of an account in this browser.</summary>
    public async Task<Session?> FindAsync(Guid? userId, CancellationToken ct) => (await browsers.AliveAsync(ct)).FirstOrDefault(session => session.UserId == userId);

    /// <summary>Whether somebody without a password has to sign in again first.</summary>
    public bool IsStale(Session session, TimeSpan recent)
        => session.User!.PasswordHash is null && session.AuthenticatedAt + recent < clock.GetUtcNow().UtcDateTime;

    /// <summary>Null for the owner: by the password, of people who have one, else by a recent sign-in. Hold no transaction while calling.</summary>
    public async Task<ContactChangeResult?> RefuseAsync(Session session, string? password, TimeSpan recent, CancellationToken ct)
    {
        if (IsStale(session, recent)) return new ContactChangeResult.Stale();
        if (session.User!.PasswordHash is null) return null;

        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, device.Read(http.HttpContext));
        return await present.CheckAsync(session.User, password!, origin, ct) switch
        {
            PasswordSignInResult.Success => null,
            PasswordSignInResult.TooManyTries tooMany => new ContactChangeResult.TooManyTries(tooMany.RetryAfter),
            PasswordSignInResult.Busy busy => new ContactChangeResult.Busy(busy.RetryAfter),
            _ => new ContactChangeResult.WrongPassword(),
        };
    }
}
