using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>What people allowed applications for good.</summary>
internal sealed class Consents(IdentityDb db, AuditLog audit, BrowserSessions browsers, TimeProvider clock)
{
    /// <summary>Whether the person has allowed all of these before.</summary>
    public async Task<bool> CoversAsync(Guid userId, Guid clientId, IEnumerable<string> scopes, CancellationToken ct)
        => await FindAsync(userId, clientId, ct) is { } consent && Asked(scopes).All(consent.Scopes.Contains);

    public Task<Consent?> FindAsync(Guid userId, Guid clientId, CancellationToken ct)
        => db.Consents.SingleOrDefaultAsync(c => c.UserId == userId && c.ClientId == clientId, ct);

    /// <summary>Remembers what the person allowed, beside what was allowed before. The caller saves.</summary>
    public async Task AddAsync(Guid userId, Guid clientId, IEnumerable<string> scopes, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var consent = await FindAsync(userId, clientId, ct);
        if (consent is null)
        {
            consent = new Consent { UserId = userId, ClientId = clientId, CreatedAt = now };
            db.Consents.Add(consent);
        }

        List<string> before = [.. consent.Scopes];
        consent.Scopes = [.. consent.Scopes.Union(Asked(scopes)).Order(StringComparer.Ordinal)];
        consent.UpdatedAt = now;
        audit.Add(AuditKinds.ConsentGranted, ("client", clientId), browsers.Actor(userId), new { before, after = consent.Scopes });
    }

    /// <summary>The scopes that a person is asked about: <c>openid</c> alone gives an application nothing to be asked about.</summary>
    public static IEnumerable<string> Asked(IEnumerable<string> scopes) => scopes.Where(scope => scope != Scopes.OpenId);
}
