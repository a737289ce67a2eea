using System.Security.Cryptography;
using System.Text;
using Identity.Core.Users;

namespace Identity.Server.Account.SignIn;

/// <summary>A browser on which somebody signed in before, as its cookie tells.</summary>
/// <param name="Id">Random; the same for as long as the cookie lives.</param>
/// <param name="Accounts">Who signed in, the latest first.</param>
public sealed record KnownDevice(Guid Id, IReadOnlyList<KnownAccount> Accounts)
{
    /// <summary>Whether this person signed in here since the password last changed.</summary>
    public bool Knows(User user) => Accounts.Any(account => account.UserId == user.Id && account.Stamp == StampOf(user));

    internal KnownDevice With(User user, DateTimeOffset now, int most) => this with
    {
        Accounts = [new KnownAccount(user.Id, StampOf(user), now.ToUnixTimeSeconds()),
            .. Accounts.Where(account => account.UserId != user.Id).Take(most - 1)],
    };

    internal KnownDevice Without(long olderThan) => this with { Accounts = [.. Accounts.Where(account => account.SignedInAt > olderThan)] };

    // A part is enough to see a change, and gives nothing away.
    private static string StampOf(User user)
        => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(user.SecurityStamp ?? "")), 0, 8);
}

/// <param name="UserId">Who signed in.</param>
/// <param name="Stamp">Changes with the password.</param>
/// <param name="SignedInAt">When, in seconds since 1970.</param>
public sealed record KnownAccount(Guid UserId, string Stamp, long SignedInAt);
