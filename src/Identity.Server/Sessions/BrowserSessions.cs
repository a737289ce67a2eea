using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Logout;
using Identity.Core.Sessions;
using Identity.Core.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Sessions;

/// <summary>The browser that sent this request, and the accounts signed in to it.</summary>
internal sealed class BrowserSessions(
    IdentityDb db, IHttpContextAccessor http, BrowserCookie cookie, SessionEnd end, AuditLog audit, IOptions<SessionOptions> options, TimeProvider clock)
{
    // A row is touched at most this often: a click must not cost a write.
    private static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(5);

    // How long a browser is remembered in which nobody is signed in any more.
    private static readonly TimeSpan AnonymousLifetime = TimeSpan.FromDays(1);

    private BrowserSession? _browser;
    private bool _found;

    private HttpContext Http => http.HttpContext!;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public AuditActor Actor(Guid? userId, string? clientId = null)
        => new(userId?.ToString(), Http.Connection.RemoteIpAddress?.ToString(), clientId);

    /// <summary>The browser's row with its live sessions and their users; null when it has none yet.</summary>
    public async Task<BrowserSession?> FindAsync(CancellationToken ct)
    {
        if (_found) return _browser;
        _found = true;

        if (cookie.Read(Http) is not { } handle) return null;
        var hash = Handle.Hash(handle);
        _browser = await db.BrowserSessions
            .Include(b => b.Sessions.Where(s => s.EndedAt == null)).ThenInclude(s => s.User)
            .SingleOrDefaultAsync(b => b.HandleHash == hash, ct);
        if (_browser?.ExpiresAt <= Now) _browser = null;
        return _browser;
    }

    /// <summary>Sessions that can be used now: not ended, not timed out, and of an account that may sign in. The last used is first.</summary>
    public async Task<IReadOnlyList<Session>> AliveAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } browser) return [];
        var now = Now;
        return [.. browser.Sessions
            .Where(s => s.IsAlive(now) && CanSignIn.Check(s.User!))
            .OrderByDescending(s => s.Id == browser.CurrentSessionId)
            .ThenByDescending(s => s.LastSeenAt)];
    }

    /// <summary>Signs a person in to this browser: a new session, or the same one proved anew. The caller saves.</summary>
    /// <remarks>The browser's handle changes, so that one planted or seen before is of no use (session fixation).</remarks>
    public async Task<Session> SignInAsync(User user, SignInMethod method, bool remember, CancellationToken ct)
    {
        var now = Now;
        var browser = await FindAsync(ct) ?? Create(now);
        var session = browser.Sessions.FirstOrDefault(s => s.UserId == user.Id && s.IsAlive(now));
        var isNew = session is null;
        if (session is null)
        {
            await MakeRoomAsync(browser, now, ct);
            session = new Session
            {
                Sid = Handle.Create(),
                Browser = browser,
                User = user,
                Acr = method.Acr,
                CreatedAt = now,
                IpAddress = Http.Connection.RemoteIpAddress?.ToString(),
                UserAgent = UserAgentOf(Http),
            };
            db.Sessions.Add(session);
        }

        session.AuthenticatedAt = now;
        session.Amr = [.. method.Amr];
        session.Acr = method.Acr;
        session.Remembered = remember;
        session.LastSeenAt = now;
        session.IdleExpiresAt = now + (remember ? options.Value.RememberedIdle : options.Value.Idle);
        session.ExpiresAt = now + (remember ? options.Value.RememberedAbsolute : options.Value.Absolute);
        browser.CurrentSessionId = session.Id;
        user.LastSignInAt = now;

        Rotate(browser, now);
        audit.Add(
            isNew ? AuditKinds.SessionStarted : AuditKinds.SessionReauthenticated,
            ("session", session.Id), Actor(user.Id), new { method.Amr, method.Acr, remember });
        return session;
    }

    /// <summary>Marks a session as used. The caller saves.</summary>
    public void Touch(Session session)
    {
        var now = Now;
        session.Browser!.CurrentSessionId = session.Id;
        if (now - session.LastSeenAt < TouchInterval) return;

        session.LastSeenAt = now;
        session.Browser.LastSeenAt = now;
        session.IdleExpiresAt = now + (session.Remembered ? options.Value.RememberedIdle : options.Value.Idle);
    }

    /// <summary>Ends sessions of this browser, and with them every grant that was given in them. The caller saves.</summary>
    public async Task EndAsync(IReadOnlyCollection<Session> sessions, CancellationToken ct, string? clientId = null)
    {
        await end.EndAsync(sessions, session => Actor(session.UserId, clientId), "signed out", ct);
        foreach (var session in sessions)
        {
            if (session.Browser!.CurrentSessionId == session.Id) session.Browser.CurrentSessionId = null;
        }

        if (_browser is not null) Rotate(_browser, Now);
    }

    /// <summary>Gives this browser another handle, so that one seen before is of no use. The caller saves.</summary>
    public void ChangeHandle()
    {
        if (_browser is not null) Rotate(_browser, Now);
    }

    /// <summary>As <see cref="EndAsync"/>, and the other sessions of the same people too, in whatever browser. The caller saves.</summary>
    public async Task EndEverywhereAsync(IReadOnlyCollection<Session> sessions, CancellationToken ct, string? clientId = null)
    {
        foreach (var userId in sessions.Select(session => session.UserId).Distinct())
        {
            audit.Add(AuditKinds.UserSignedOutEverywhere, ("user", userId), Actor(userId, clientId));
            await end.EndAllAsync(userId, Actor(userId, clientId), "signed out everywhere", ct);
        }

        await EndAsync(sessions, ct, clientId);
    }

    // Only a sign-in makes a row and a cookie: tabs that open at once must not take each other's away.
    private BrowserSession Create(DateTime now)
    {
        _browser = new BrowserSession { HandleHash = "", CreatedAt = now, LastSeenAt = now, ExpiresAt = now };
        db.BrowserSessions.Add(_browser);
        return _browser;
    }

    private void Rotate(BrowserSession browser, DateTime now)
    {
        var handle = Handle.Create();
        browser.HandleHash = Handle.Hash(handle);
        browser.LastSeenAt = now;

        var alive = browser.Sessions.Where(s => s.IsAlive(now)).ToList();
        browser.ExpiresAt = alive.Select(s => s.ExpiresAt).Append(now + AnonymousLifetime).Max();
        var remembered = alive.Where(s => s.Remembered).Select(s => s.ExpiresAt).DefaultIfEmpty(DateTime.MinValue).Max();
        cookie.Write(Http, handle, remembered > now ? remembered - now : null);
    }

    private async Task MakeRoomAsync(BrowserSession browser, DateTime now, CancellationToken ct)
    {
        var surplus = browser.Sessions.Where(s => s.IsAlive(now)).OrderByDescending(s => s.LastSeenAt).Skip(options.Value.AccountsPerBrowser - 1);
        await end.EndAsync([.. surplus], session => Actor(session.UserId), "made room for another account", ct);
    }

    /// <summary>How the program that sent a request calls itself, as far as a row has room for it.</summary>
    internal static string? UserAgentOf(HttpContext http) => http.Request.Headers.UserAgent.ToString() switch
    {
        "" => null,
        { Length: <= Core.Data.Lengths.UserAgent } value => value,
        var value => value[..Core.Data.Lengths.UserAgent],
    };
}
