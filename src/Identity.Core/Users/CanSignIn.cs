using System.Linq.Expressions;

namespace Identity.Core.Users;

/// <summary>
/// Whether an account may be used at all. Every path asks here, whatever proved the person: password, link, passkey,
/// refresh token, userinfo.
/// </summary>
public static class CanSignIn
{
    /// <summary>The rule as the database understands it.</summary>
    public static readonly Expression<Func<User, bool>> Rule = user => user.DisabledAt == null;

    private static readonly Func<User, bool> InMemory = Rule.Compile();

    public static bool Check(User user) => InMemory(user);
}
