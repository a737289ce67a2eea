using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.SignIn;

/// <summary>
/// Checks an identifier and a password. Which answer comes, and how long it takes, says nothing about whether the
/// account exists. Hold no transaction while calling.
/// </summary>
public sealed class PasswordSignIn
{
    // Longer than any identifier that can be stored; what comes after it need not be read.
    private const int LongestIdentifier = 4 * Lengths.Email;

    private readonly IdentityDb _db;
    private readonly PasswordHashing _hashing;
    private readonly SignInTries _tries;

    internal PasswordSignIn(IdentityDb db, PasswordHashing hashing, SignInTries tries)
        => (_db, _hashing, _tries) = (db, hashing, tries);

    /// <param name="identifier">An e-mail address when there is an @ in it, else a username.</param>
    /// <param name="password">As typed.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PasswordSignInResult> CheckAsync(string identifier, string password, SignInOrigin origin, CancellationToken ct)
    {
        var key = LookupKeys.Normalize(identifier.Length > LongestIdentifier ? identifier[..LongestIdentifier] : identifier)!;
        var user = await FindAsync(key, ct);

        var permit = await _tries.CountAsync(key, user, origin, ct);
        if (permit.RetryAfter is { } wait) return new PasswordSignInResult.TooManyTries(wait);

        // A locked account costs a hash as well: the time must not tell.
        switch (await _hashing.VerifyAsync(permit.MayCheck ? user : null, password, ct))
        {
            case PasswordCheck.Busy busy:
                return new PasswordSignInResult.Busy(busy.RetryAfter);
            case PasswordCheck.Matches:
                await _tries.ResetAsync(key, user!, origin, ct);
                return CanSignIn.Check(user!) ? new PasswordSignInResult.Success(user!) : new PasswordSignInResult.Disabled(user!);
            default:
                return new PasswordSignInResult.Rejected();
        }
    }

    // Names and addresses are keys of different columns and never meet: a username has no @.
    private Task<User?> FindAsync(string key, CancellationToken ct) => key.Contains('@')
        ? _db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, ct)
        : _db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == key, ct);
}
