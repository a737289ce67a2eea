using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Logout;
using Identity.Core.Sessions;
using Identity.Server.AccountApi.Access;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.AccountApi.Sessions;

/// <summary>Where a person is signed in. Each app knows a session by the <c>sid</c> of its own ID tokens.</summary>
internal sealed class OwnSessions(IdentityDb db, SessionEnd end, BrowserSessions browsers, Subjects subjects, TimeProvider clock)
{
    /// <summary>Those in which the person is signed in, and those that have timed out but in which apps still have access; the last used first.</summary>
    public async Task<IReadOnlyList<PersonSession>> ListAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await Of(caller).AsNoTracking()
            .Where(s => s.Id == caller.SessionId || (s.IdleExpiresAt > now && s.ExpiresAt > now)
                || db.Tokens.Any(t => t.Authorization!.SessionId == s.Id && t.Authorization.Status == Statuses.Valid && t.Status == Statuses.Valid && t.ExpirationDate > now))
            .OrderByDescending(s => s.LastSeenAt)
            .ToListAsync(ct);
        List<PersonSession> list = [];
        foreach (var session in found) list.Add(PersonSession.Of(session, await subjects.SessionForAsync(caller.Client, session.Sid, ct), caller.SessionId, now));
        return list;
    }

    /// <returns>False when the person has no such session, or has it no more.</returns>
    public async Task<bool> EndAsync(Caller caller, string sid, CancellationToken ct)
    {
        if (await subjects.FindSessionAsync(caller.Client, sid, await Of(caller).ToListAsync(ct), ct) is not { } session) return false;

        await end.EndAsync([session], ended => browsers.Actor(ended.UserId, caller.Client.ClientId), "signed out", ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Ends all but the one of the access token, those too that have timed out.</summary>
    public async Task EndOthersAsync(Caller caller, CancellationToken ct)
    {
        await end.EndAllAsync(caller.User.Id, browsers.Actor(caller.User.Id, caller.Client.ClientId), "signed out elsewhere", ct, except: caller.SessionId);
        await db.SaveChangesAsync(ct);
    }

    private IQueryable<Session> Of(Caller caller) => db.Sessions.Where(s => s.UserId == caller.User.Id && s.EndedAt == null);
}
