using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Roles;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Setup;

/// <summary>
/// The one-time link that makes the first Owner. Only a hash of its token is kept, so it is shown once; set-up closes
/// for ever when the first Owner exists, however that one came to be.
/// </summary>
public sealed class SetupLinks(IdentityDb db, AuditLog audit, TimeProvider clock)
{
    private const int TokenBytes = 32;

    /// <summary>Whether the first Owner is still to be made.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken ct)
        => !await db.SetupLinks.AnyAsync(link => link.UsedAt != null, ct) && !await OwnerExistsAsync(ct);

    /// <summary>Makes the first link of an installation.</summary>
    /// <returns>The token of the link; null when there is one already, made before or by another process just now.</returns>
    public async Task<string?> IssueFirstAsync(AuditActor by, CancellationToken ct)
    {
        if (await db.SetupLinks.AnyAsync(ct)) return null;

        try
        {
            return await IssueAsync(by, ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await db.SetupLinks.AnyAsync(ct)) return null;
            throw;
        }
    }

    /// <summary>Makes a new link, saves it, and voids the one before.</summary>
    /// <returns>The token of the link, or null when set-up is closed.</returns>
    public async Task<string?> IssueAsync(AuditActor by, CancellationToken ct)
    {
        if (!await IsOpenAsync(ct)) return null;

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        if (await db.SetupLinks.SingleOrDefaultAsync(ct) is { } link) (link.TokenHash, link.CreatedAt) = (Hash(token), Now);
        else db.SetupLinks.Add(new SetupLink { TokenHash = Hash(token), CreatedAt = Now });

        audit.Add(AuditKinds.SetupLinkIssued, ("setup", SetupLink.OnlyId), by);
        await db.SaveChangesAsync(ct);
        return token;
    }

    /// <summary>Whether a token opens the set-up. Looking is safe: only <see cref="CompleteAsync"/> uses the link up.</summary>
    public async Task<bool> VerifyAsync(string token, CancellationToken ct)
    {
        var stored = await db.SetupLinks.Where(link => link.UsedAt == null).Select(link => link.TokenHash).SingleOrDefaultAsync(ct);
        var matches = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(stored ?? ""), Encoding.ASCII.GetBytes(Hash(token)));
        return matches && await IsOpenAsync(ct);
    }

    /// <summary>
    /// Uses the link up. Call it inside the transaction that makes the Owner, before anything else: of any number of
    /// callers at once one gets true, and the others must make nothing.
    /// </summary>
    public async Task<bool> CompleteAsync(string token, AuditActor by, CancellationToken ct)
    {
        var hash = Hash(token);
        var now = Now;
        var rows = await db.SetupLinks
            .Where(link => link.Id == SetupLink.OnlyId && link.UsedAt == null && link.TokenHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), ct);
        if (rows == 1) audit.Add(AuditKinds.SetupCompleted, ("setup", SetupLink.OnlyId), by);
        return rows == 1;
    }

    /// <summary>Closes set-up because an Owner came to be without the link. Call it inside that transaction.</summary>
    public async Task CloseAsync(AuditActor by, CancellationToken ct)
    {
        var now = Now;
        var rows = await db.SetupLinks.Where(link => link.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), ct);
        if (rows == 0)
        {
            if (await db.SetupLinks.AnyAsync(ct)) return;

            // No token has this hash.
            db.SetupLinks.Add(new SetupLink { TokenHash = "closed", CreatedAt = now, UsedAt = now });
        }

        audit.Add(AuditKinds.SetupCompleted, ("setup", SetupLink.OnlyId), by);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Task<bool> OwnerExistsAsync(CancellationToken ct)
        => db.Roles.Where(role => role.BuiltIn && role.Name == BuiltInRoles.Owner)
            .Join(db.UserRoles, role => role.Id, member => member.RoleId, (_, member) => member.UserId)
            .AnyAsync(ct);

    private static string Hash(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
