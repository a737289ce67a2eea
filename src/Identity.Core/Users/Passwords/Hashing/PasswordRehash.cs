using Identity.Core.Audit;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>Replaces a hash whose cost is out of date, while its password is at hand.</summary>
internal sealed class PasswordRehash(IServiceScopeFactory scopes)
{
    public async Task SaveAsync(User user, string old, string hash, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        scope.ServiceProvider.GetRequiredService<AuditLog>().Add(AuditKinds.UserPasswordRehashed, ("user", user.Id), AuditActor.System);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Not when the password was changed meanwhile.
        var changed = await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == old)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), ct);
        if (changed == 0) return;

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        user.PasswordHash = hash;
    }
}
