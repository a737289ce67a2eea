using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Logout;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Users;

/// <summary>
/// Changes after which nothing that was given to a person before may be used any more. The caller saves; every node sees
/// it from then on.
/// </summary>
public sealed class AccountAccess(IdentityDb db, SessionEnd sessions, AuditLog audit, TimeProvider clock)
{
    /// <summary>Turns an account off.</summary>
    public async Task TurnOffAsync(User user, AuditActor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.DisabledAt is not null) return;

        user.DisabledAt = clock.GetUtcNow().UtcDateTime;
        audit.Add(AuditKinds.UserDisabled, ("user", user.Id), by);
        await EndAllAsync(user, by, "account turned off", null, ct);
    }

    /// <summary>Sets another password, as <c>PasswordHashing</c> hashed it.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="hash">The hash.</param>
    /// <param name="by">Who changed it.</param>
    /// <param name="keep">The session in which the person changed it stays; null when somebody else did.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task SetPasswordAsync(User user, string hash, AuditActor by, Guid? keep, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.PasswordHash = hash;
        audit.Add(AuditKinds.UserPasswordChanged, ("user", user.Id), by);
        await EndAllAsync(user, by, "password changed", keep, ct);
    }

    /// <summary>Shuts out whoever came in: the password works no more, and nothing that was given before does.</summary>
    public async Task SecureAsync(User user, AuditActor by, string notice, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.PasswordHash = null;
        audit.Add(AuditKinds.UserSecured, ("user", user.Id), by, new { notice });
        await EndAllAsync(user, by, "secured by its owner", null, ct);
    }

    private async Task EndAllAsync(User user, AuditActor by, string reason, Guid? keep, CancellationToken ct)
    {
        // Devices that were remembered are strangers again.
        user.SecurityStamp = Guid.NewGuid().ToString();
        await sessions.EndAllAsync(user.Id, by, reason, ct, keep);

        // What was given without a session ends by itself alone.
        foreach (var grant in await db.Grants.Where(g => g.UserId == user.Id && g.SessionId == null && g.Status == Statuses.Valid).ToListAsync(ct))
        {
            grant.Status = Statuses.Revoked;
            audit.Add(AuditKinds.GrantRevoked, ("grant", grant.Id), by, new { reason });
        }
    }
}
