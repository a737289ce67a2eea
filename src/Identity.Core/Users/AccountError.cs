using Microsoft.AspNetCore.Identity;

namespace Identity.Core.Users;

/// <summary>
/// Why an account or password is not accepted. <see cref="IdentityError.Code"/> is the key of the localised text, which
/// takes <see cref="Arguments"/>; the description is the English text.
/// </summary>
public sealed class AccountError : IdentityError
{
    /// <summary>The code of an address that another account has: a page that anybody can use must not say so.</summary>
    public const string EmailTaken = nameof(UserErrors.EmailTaken);

    /// <summary>The form field that it is about: <c>username</c>, <c>email</c>, <c>name</c> or <c>new_password</c>.</summary>
    public required string Field { get; init; }

    public IReadOnlyList<object> Arguments { get; init; } = [];
}
