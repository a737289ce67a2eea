using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Server.Sessions;

namespace Identity.Server.Account.Accounts;

/// <summary>The accounts that a browser knows.</summary>
internal sealed class AccountList(IdentityDb db, BrowserSessions browsers, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<AccountRow>> ListAsync(CancellationToken ct)
        => (await browsers.FindAsync(ct))?.Sessions
            .Where(s => s.EndedAt is null)
            .OrderByDescending(s => s.LastSeenAt)
            .Select(s => new AccountRow(s.Id, s.User!.DisplayName, s.User.Email ?? s.User.UserName, s.IsAlive(Now)))
            .ToList() ?? [];

    /// <summary>Makes an account the one in use; false when the person has to sign in to it first.</summary>
    public async Task<bool> ChooseAsync(Guid sessionId, Flow? flow, CancellationToken ct)
    {
        if ((await browsers.AliveAsync(ct)).FirstOrDefault(s => s.Id == sessionId) is not { } session) return false;

        browsers.Touch(session);
        if (flow is not null)
        {
            flow.ChangeSession(session.Id);
            flow.AccountChosenAt = Now;
        }

        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Signs an account out of this browser and takes it off the list.</summary>
    public async Task RemoveAsync(Guid sessionId, CancellationToken ct)
    {
        if ((await browsers.FindAsync(ct))?.Sessions.FirstOrDefault(s => s.Id == sessionId) is not { } session) return;

        await browsers.EndAsync([session], ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>One account of the list.</summary>
public sealed record AccountRow(Guid SessionId, string Name, string? Identifier, bool SignedIn);
