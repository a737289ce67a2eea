using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Sessions;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Identity.Server.Account.Apps;

/// <summary>The apps that a person allowed something, and how they take it back.</summary>
internal sealed class ConnectedApps(IdentityDb db, BrowserSessions browsers, AuditLog audit)
{
    /// <summary>The account that the page is about: the one used last in this browser.</summary>
    public async Task<Session?> CurrentAsync(CancellationToken ct) => await browsers.AliveAsync(ct) is [var first, ..] ? first : null;

    public async Task<IReadOnlyList<ConnectedApp>> ListAsync(Guid userId, CancellationToken ct)
    {
        var found = await (
            from consent in db.Consents
            join client in db.Clients on consent.ClientId equals client.Id
            where consent.UserId == userId
            select new
            {
                client.ClientId,
                client.DisplayName,
                client.ClientUri,
                consent.Scopes,
                consent.CreatedAt,
                UsedAt = db.Grants.Where(g => g.UserId == userId && g.Application!.Id == client.Id).Max(g => g.CreationDate),
            }).AsNoTracking().ToListAsync(ct);

        var names = found.SelectMany(app => app.Scopes).Distinct().ToList();
        var scopes = await db.Scopes.AsNoTracking().Where(s => names.Contains(s.Name!)).ToDictionaryAsync(s => s.Name!, ct);
        return [.. found
            .Select(app => new ConnectedApp(
                app.ClientId!, app.DisplayName ?? app.ClientId!, app.ClientUri, app.CreatedAt, app.UsedAt,
                [.. app.Scopes.Select(name => new AllowedScope(name, scopes.GetValueOrDefault(name)?.DisplayName ?? name, scopes.GetValueOrDefault(name)?.BuiltIn ?? false))]))
            .OrderBy(app => app.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Forgets what was allowed, and ends everything that the app was given: it has to ask again.</summary>
    /// <param name="userId">Who takes it back.</param>
    /// <param name="clientId">The app that had it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="through">The app through which the person does it; null on our own page.</param>
    /// <returns>False when the app had nothing.</returns>
    public async Task<bool> WithdrawAsync(Guid userId, string clientId, CancellationToken ct, string? through = null)
    {
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct);
        if (client is null || await db.Consents.SingleOrDefaultAsync(c => c.UserId == userId && c.ClientId == client.Id, ct) is not { } consent) return false;

        db.Consents.Remove(consent);
        foreach (var grant in await db.Grants.Where(g => g.UserId == userId && g.Application!.Id == client.Id && g.Status == OpenIddictConstants.Statuses.Valid).ToListAsync(ct))
        {
            grant.Status = OpenIddictConstants.Statuses.Revoked;
        }

        audit.Add(AuditKinds.ConsentWithdrawn, ("client", client.Id), browsers.Actor(userId, through), new { before = consent.Scopes });
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>What people call an app.</summary>
    public Task<string?> NameAsync(string clientId, CancellationToken ct)
        => db.Clients.Where(c => c.ClientId == clientId).Select(c => c.DisplayName ?? c.ClientId).SingleOrDefaultAsync(ct);
}

/// <summary>An app that a person allowed something.</summary>
/// <param name="ClientId">Its client_id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Website">Where it lives, when it said so.</param>
/// <param name="AllowedAt">When the person first allowed it, in UTC.</param>
/// <param name="UsedAt">When the person last signed in to it, in UTC.</param>
/// <param name="Scopes">What it may.</param>
public sealed record ConnectedApp(string ClientId, string Name, string? Website, DateTime AllowedAt, DateTime? UsedAt, IReadOnlyList<AllowedScope> Scopes);

/// <summary>One thing that was allowed.</summary>
public sealed record AllowedScope(string Name, string DisplayName, bool BuiltIn);
