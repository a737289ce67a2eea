using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Sets the new password of somebody who proved the address. It signs nobody in: that takes whatever a sign-in takes.</summary>
internal sealed class PasswordReset(
    IdentityDb db, ChallengeStore challenges, NewPasswords passwords, SignInTries tries, ProofCookie<PasswordResetOptions> cookie, IHttpContextAccessor http)
{
    public async Task<NewPasswordResult> SetAsync(Challenge challenge, string? password, CancellationToken ct)
    {
        if (await FindUserAsync(challenge, ct) is not { } user) return new NewPasswordResult.Over();

        var problems = await passwords.CheckAsync(user, password);
        if (problems.Count > 0) return new NewPasswordResult.Rejected(problems);

        return await passwords.HashAsync(user, password!, ct) switch
        {
            PasswordHashResult.Done hashed => await SaveAsync(challenge, user, hashed.Hash, ct),
            PasswordHashResult.Busy busy => new NewPasswordResult.Busy(busy.RetryAfter),
            _ => throw new InvalidOperationException("A password is hashed, or has to wait."),
        };
    }

    // The one whose address it is now, and who may sign in.
    private Task<User?> FindUserAsync(Challenge challenge, CancellationToken ct)
        => db.Users.Where(CanSignIn.Rule).SingleOrDefaultAsync(u => u.NormalizedEmail == challenge.Destination && u.EmailConfirmed, ct);

    private async Task<NewPasswordResult> SaveAsync(Challenge challenge, User user, string hash, CancellationToken ct)
    {
        var by = new AuditActor(user.Id.ToString(), http.HttpContext!.Connection.RemoteIpAddress?.ToString());
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await challenges.TryConsumeAsync(challenge, ct)) return new NewPasswordResult.Over();

            await passwords.SetAsync(user, hash, by, keep: null, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await tries.UnlockAsync(user, ct);
        cookie.Delete(http.HttpContext!);
        return new NewPasswordResult.Done();
    }
}
