using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Localization;
using Identity.Server.Account.Notices;
using Microsoft.AspNetCore.Identity;

namespace Identity.Server.Account.Passwords;

/// <summary>What every new password goes through, however its owner proved the account.</summary>
internal sealed class NewPasswords(
    UserManager<User> users, PasswordHashing hashing, AccountAccess access, ChallengeStore challenges, SecurityNotices notices, Texts texts)
{
    /// <summary>What has to be mended, by field.</summary>
    public async Task<IReadOnlyList<(string Field, string Text)>> CheckAsync(User user, string? password)
    {
        if (string.IsNullOrEmpty(password)) return [("new_password", texts["password.new.required"])];

        List<(string Field, string Text)> problems = [];
        foreach (var rule in users.PasswordValidators) problems.AddRange((await rule.ValidateAsync(users, user, password)).Errors.Select(texts.Describe));
        return problems;
    }

    public Task<PasswordHashResult> HashAsync(User user, string password, CancellationToken ct) => hashing.HashAsync(user, password, ct);

    /// <summary>
    /// Sets it, ends what was given before, voids links and codes that were sent and tells the owner. The caller holds
    /// the transaction and saves.
    /// </summary>
    public async Task SetAsync(User user, string hash, AuditActor by, Guid? keep, CancellationToken ct)
    {
        await access.SetPasswordAsync(user, hash, by, keep, ct);
        if (user.NormalizedEmail is { } address)
        {
            await challenges.VoidAsync(ChallengePurposes.PasswordReset, address, ct);
            await challenges.VoidAsync(ChallengePurposes.SignInLink, address, ct);
        }

        if (user.PhoneNumber is { } number) await challenges.VoidAsync(ChallengePurposes.SignInSms, number, ct);
        await challenges.VoidOfAsync(ChallengePurposes.EmailChange, user.Id, DateTime.MinValue, ct);
        await challenges.VoidOfAsync(ChallengePurposes.PhoneChange, user.Id, DateTime.MinValue, ct);
        await notices.AddAsync(user, EmailKinds.PasswordChanged, ct);
    }
}

/// <summary>What became of a new password.</summary>
internal abstract record NewPasswordResult
{
    private NewPasswordResult() { }

    public sealed record Done : NewPasswordResult;

    public sealed record Rejected(IReadOnlyList<(string Field, string Text)> Problems) : NewPasswordResult;

    /// <summary>Too many tries at the current password.</summary>
    public sealed record TooMany(TimeSpan RetryAfter) : NewPasswordResult;

    /// <summary>Too many passwords are being hashed at once.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : NewPasswordResult;

    /// <summary>The proof is used, expired or of nobody.</summary>
    public sealed record Over : NewPasswordResult;
}
