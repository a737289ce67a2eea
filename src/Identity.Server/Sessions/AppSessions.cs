using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Sessions;
using Identity.Core.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Sessions;

/// <summary>
/// Sign-ins on the screens of an app. Each is a session like any other, which can be seen, ended and logged out of; the
/// browser that it belongs to has a handle that nobody holds, so no request comes with it.
/// </summary>
internal sealed class AppSessions(IdentityDb db, IHttpContextAccessor http, AuditLog audit, IOptions<SessionOptions> options, TimeProvider clock)
{
    /// <summary>Signs a proven person in. The caller saves.</summary>
    public Session SignIn(User user, SignInMethod method, string? clientId)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var address = http.HttpContext!.Connection.RemoteIpAddress?.ToString();
        var session = new Session
        {
            Sid = Handle.Create(),
            Browser = new BrowserSession { HandleHash = Handle.Hash(Handle.Create()), CreatedAt = now, LastSeenAt = now, ExpiresAt = now + options.Value.Absolute },
            User = user,
            UserId = user.Id,
            AuthenticatedAt = now,
            Amr = [.. method.Amr],
            Acr = method.Acr,
            CreatedAt = now,
            LastSeenAt = now,
            IdleExpiresAt = now + options.Value.Idle,
            ExpiresAt = now + options.Value.Absolute,
            IpAddress = address,
            UserAgent = BrowserSessions.UserAgentOf(http.HttpContext),
        };
        db.Sessions.Add(session);
        user.LastSignInAt = now;
        audit.Add(AuditKinds.SessionStarted, ("session", session.Id), new AuditActor(user.Id.ToString(), address, clientId), new { method.Amr, method.Acr, remember = false });
        return session;
    }
}
