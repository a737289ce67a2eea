using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Localization;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;

namespace Identity.Server.Account.Passwords.Change;

/// <summary>Changes the password of somebody who is signed in and knows the present one: a stolen session or token alone is not enough.</summary>
internal sealed class PasswordChange(IdentityDb db, BrowserSessions browsers, PresentPassword present, NewPasswords passwords, Texts texts)
{
    /// <summary>Checks both passwords, sets the new one and ends what was given before, outside of the session that stays.</summary>
    public async Task<NewPasswordResult> SetAsync(PasswordOwner owner, string current, string password, CancellationToken ct)
    {
        var user = owner.User;
        var problems = await passwords.CheckAsync(user, password);
        if (problems.Count > 0) return new NewPasswordResult.Rejected(problems);

        switch (await present.CheckAsync(user, current, owner.Origin, ct))
        {
            case PasswordSignInResult.Success:
                break;
            case PasswordSignInResult.TooManyTries tooMany:
                return new NewPasswordResult.TooMany(tooMany.RetryAfter);
            case PasswordSignInResult.Busy busy:
                return new NewPasswordResult.Busy(busy.RetryAfter);
            default:
                return new NewPasswordResult.Rejected([("password", texts["password.current.wrong"])]);
        }

        return await passwords.HashAsync(user, password, ct) switch
        {
            PasswordHashResult.Done hashed => await SaveAsync(owner, hashed.Hash, ct),
            PasswordHashResult.Busy busy => new NewPasswordResult.Busy(busy.RetryAfter),
            _ => throw new InvalidOperationException("A password is hashed, or has to wait."),
        };
    }

    private async Task<NewPasswordResult> SaveAsync(PasswordOwner owner, string hash, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await passwords.SetAsync(owner.User, hash, browsers.Actor(owner.User.Id, owner.ClientId), owner.SessionId, ct);
        browsers.ChangeHandle();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new NewPasswordResult.Done();
    }
}

/// <summary>Who changes their password, and in what.</summary>
/// <param name="User">The account, tracked.</param>
/// <param name="SessionId">The session in which they do; it stays.</param>
/// <param name="Origin">From where.</param>
/// <param name="ClientId">The application through which they do; null on our own page.</param>
internal sealed record PasswordOwner(User User, Guid? SessionId, SignInOrigin Origin, string? ClientId = null);
