using Identity.Core.Data;
using Identity.Core.Users;

namespace Identity.Server.Account.Proofs;

internal static class TypedAddress
{
    /// <summary>Whether this can be an address at all.</summary>
    public static bool IsPossible(string? email)
        => email?.Trim() is { Length: <= Lengths.Email } text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
            && LookupKeys.Normalize(text)!.Length <= Lengths.Email;
}
