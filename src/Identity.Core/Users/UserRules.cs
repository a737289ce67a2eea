using Identity.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Users;

/// <summary>What an account must be before it is saved. The unique indexes decide between two that come at once.</summary>
internal sealed class UserRules(IdentityDb db) : IUserValidator<User>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user)
    {
        List<AccountError?> errors = [Identifier(user), Name(user.Name), UserName(user.UserName), Email(user.Email)];
        if (errors.TrueForAll(error => error is null))
        {
            errors.Add(await TakenUserNameAsync(user));
            errors.Add(await TakenEmailAsync(user));
        }

        var found = errors.OfType<IdentityError>().ToArray();
        return found.Length == 0 ? IdentityResult.Success : IdentityResult.Failed(found);
    }

    private static AccountError? Identifier(User user)
        => user.Email is null && user.UserName is null ? UserErrors.IdentifierMissing() : null;

    private static AccountError? Name(string? name) => name switch
    {
        null => null,
        { Length: > Lengths.Name } => UserErrors.NameTooLong(Lengths.Name),
        _ => IdentifierText.IsLine(name) ? null : UserErrors.NameInvalid(),
    };

    private static AccountError? UserName(string? userName)
    {
        if (userName is null) return null;
        if (IsLongerThan(Lengths.Name, userName)) return UserErrors.UserNameTooLong(Lengths.Name);

        // The key decides too: a full-width @ becomes an @ there.
        return IdentifierText.IsUserName(userName) && IdentifierText.IsUserName(LookupKeys.Normalize(userName)!) ? null : UserErrors.UserNameInvalid();
    }

    private static AccountError? Email(string? email)
    {
        if (email is null) return null;
        if (IsLongerThan(Lengths.Email, email)) return UserErrors.EmailTooLong(Lengths.Email);
        return IdentifierText.IsEmail(email) && IdentifierText.IsEmail(LookupKeys.Normalize(email)!) ? null : UserErrors.EmailInvalid();
    }

    // Normalising can make a text longer.
    private static bool IsLongerThan(int limit, string text) => text.Length > limit || LookupKeys.Normalize(text)!.Length > limit;

    private async Task<AccountError?> TakenUserNameAsync(User user)
    {
        var key = LookupKeys.Normalize(user.UserName);
        return key is not null && await db.Users.AnyAsync(u => u.NormalizedUserName == key && u.Id != user.Id) ? UserErrors.UserNameTaken() : null;
    }

    private async Task<AccountError?> TakenEmailAsync(User user)
    {
        var key = LookupKeys.Normalize(user.Email);
        return key is not null && await db.Users.AnyAsync(u => u.NormalizedEmail == key && u.Id != user.Id) ? UserErrors.EmailTaken() : null;
    }
}
