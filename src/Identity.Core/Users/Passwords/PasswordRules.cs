using Identity.Core.Users.Passwords.LeakCheck;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Passwords;

/// <summary>What a new password must be: long and not easily guessed; no rules about kinds of characters.</summary>
internal sealed class PasswordRules(IOptions<PasswordOptions> settings, LeakedPasswords leaked) : IPasswordValidator<User>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var error = Find(user, password ?? "");
        // Last, since others are asked.
        if (error is null && await leaked.ContainsAsync(PasswordText.Normalize(password!, settings.Value.MaximumLength)!)) error = PasswordErrors.Leaked();
        return error is null ? IdentityResult.Success : IdentityResult.Failed(error);
    }

    private AccountError? Find(User user, string password)
    {
        var rules = settings.Value;
        if (PasswordText.Normalize(password, rules.MaximumLength) is not { } normalized)
        {
            return PasswordText.HasHalfCharacter(password) ? PasswordErrors.Unreadable() : PasswordErrors.TooLong(rules.MaximumLength);
        }

        if (PasswordText.Length(normalized) < rules.MinimumLength) return PasswordErrors.TooShort(rules.MinimumLength);

        var folded = LookupKeys.Normalize(normalized)!;
        var piece = PasswordPatterns.RepeatedPiece(folded);
        if (CommonPasswords.Contains(folded) || (piece != folded && CommonPasswords.Contains(piece))) return PasswordErrors.Common();
        if (PasswordText.Length(piece) < rules.MinimumWithoutOwnWords || PasswordPatterns.IsSequence(folded)) return PasswordErrors.Pattern();

        var rest = OwnWords.Remove(folded, OwnWords.Of(user).Concat(rules.OwnWords));
        return rest != folded && PasswordText.Length(rest) < rules.MinimumWithoutOwnWords ? PasswordErrors.Personal() : null;
    }
}
