using Identity.Core.Data;
using Identity.Core.Sessions;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Localization;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Passwords.Change;

/// <summary>Changes the password of somebody who is signed in and knows the present one: a stolen session alone is not enough.</summary>
internal sealed class PasswordChange(
    IdentityDb db, BrowserSessions browsers, PresentPassword present, NewPasswords passwords, DeviceCookie device, Texts texts, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>The account that the page is about: the one used last in this browser.</summary>
    public async Task<Session?> CurrentAsync(CancellationToken ct) => await browsers.AliveAsync(ct) is [var first, ..] ? first : null;

    public async Task<NewPasswordResult> SetAsync(Session session, string current, string password, CancellationToken ct)
    {
        var user = session.User!;
        var problems = await passwords.CheckAsync(user, password);
        if (problems.Count > 0) return new NewPasswordResult.Rejected(problems);

        switch (await present.CheckAsync(user, current, ct))
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
            PasswordHashResult.Done hashed => await SaveAsync(session, user, hashed.Hash, ct),
            PasswordHashResult.Busy busy => new NewPasswordResult.Busy(busy.RetryAfter),
            _ => throw new InvalidOperationException("A password is hashed, or has to wait."),
        };
    }

    private async Task<NewPasswordResult> SaveAsync(Session session, User user, string hash, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await passwords.SetAsync(user, hash, browsers.Actor(user.Id), keep: session.Id, ct);
        browsers.ChangeHandle();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        device.Remember(Http, user);
        return new NewPasswordResult.Done();
    }
}
