using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Logout;

/// <summary>Tells apps that a session has ended (OpenID Connect Back-Channel Logout): those that were given something in it, and no others.</summary>
public sealed class LogoutNotices(IdentityDb db, Outbox outbox, Subjects subjects)
{
    /// <summary>Adds a message for each app and session. The caller saves.</summary>
    public async Task AddAsync(IReadOnlyCollection<Session> ended, CancellationToken ct)
    {
        var ids = ended.Select(session => (Guid?)session.Id).ToList();
        var told = await db.Grants.AsNoTracking()
            .Where(g => ids.Contains(g.SessionId) && g.Application!.BackchannelLogoutUri != null)
            .Select(g => new { g.SessionId, Client = g.Application! })
            .ToListAsync(ct);
        foreach (var session in ended)
        {
            foreach (var client in told.Where(row => row.SessionId == session.Id).Select(row => row.Client).DistinctBy(client => client.Id))
            {
                outbox.Add(OutboxKinds.BackChannelLogout, LogoutNotice.Version, new LogoutNotice(client.Id, await subjects.SessionForAsync(client, session.Sid, ct), await subjects.ForAsync(client, session.UserId, ct)));
            }
        }
    }
}
