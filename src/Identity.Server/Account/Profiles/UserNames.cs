using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Throttling;
using Identity.Core.Users;
using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Profiles;

/// <summary>Lets people choose the name that they sign in with beside their address: <c>preferred_username</c>.</summary>
internal sealed class UserNames(
    IdentityDb db, UserManager<User> users, AttemptCounters counters, AuditLog audit, IOptions<UserNameOptions> options, Texts texts, TimeProvider clock)
{
    // They would be in the way of everybody who looks for who runs the service.
    private static readonly string[] AlwaysReserved = ["admin", "administrator", "root", "system", "support", "security", "postmaster", "webmaster", "hostmaster", "abuse", "noreply", "no-reply"];

    public bool IsOn => options.Value.Changeable;

    /// <summary>Changes it, or takes it away. The caller has made sure that it is the owner who asks, and holds no transaction.</summary>
    /// <param name="userId">Whose it is.</param>
    /// <param name="wanted">The new one; null or empty for none.</param>
    /// <param name="by">On whose behalf.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<UserNameResult> ChangeAsync(Guid userId, string? wanted, AuditActor by, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(wanted) ? null : wanted.Trim();
        db.ChangeTracker.Clear();
        var user = await db.Users.SingleAsync(u => u.Id == userId, ct);
        var before = user.UserName;
        if (name == before) return new UserNameResult.Done();
        if (name is not null && Problem(name) is { } problem) return new UserNameResult.Rejected([problem]);

        var tries = await counters.IncrementAsync(CounterKey.Of("username.account", userId.ToString()), options.Value.AccountWindow, ct);
        if (tries.Count > options.Value.TriesPerAccount) return new UserNameResult.TooMany(tries.Remaining);

        (user.UserName, user.UpdatedAt) = (name, clock.GetUtcNow().UtcDateTime);
        audit.Add(AuditKinds.UserNameChanged, ("user", userId), by, new { before, after = name });
        return await SaveAsync(user, ct);
    }

    private async Task<UserNameResult> SaveAsync(User user, CancellationToken ct)
    {
        try
        {
            // With the rules of every account, and the audit event.
            var saved = await users.UpdateAsync(user);
            return saved.Succeeded ? new UserNameResult.Done() : new UserNameResult.Rejected([.. saved.Errors.Select(error => texts.Describe(error).Text)]);
        }
        catch (DbUpdateException failure) when (!ct.IsCancellationRequested && !DatabaseOutage.Caused(failure))
        {
            // Somebody else took it a moment ago.
            return new UserNameResult.Rejected([texts["account.error.UserNameTaken"]]);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private string? Problem(string name)
    {
        var limits = options.Value;
        if (name.Length < limits.MinimumLength) return texts["account.error.UserNameTooShort", ("limit", limits.MinimumLength)];
        if (name.Length > limits.MaximumLength) return texts["account.error.UserNameTooLong", ("limit", limits.MaximumLength)];

        var key = LookupKeys.Normalize(name)!;
        // It would be taken for a phone number.
        if (!key.Any(char.IsLetter)) return texts["account.error.UserNameWithoutLetter"];
        return AlwaysReserved.Concat(limits.Reserved).Any(reserved => LookupKeys.Normalize(reserved) == key) ? texts["account.error.UserNameReserved"] : null;
    }
}

/// <summary>What became of the wish for a name.</summary>
internal abstract record UserNameResult
{
    private UserNameResult() { }

    public sealed record Done : UserNameResult;

    /// <summary>What has to be mended.</summary>
    public sealed record Rejected(IReadOnlyList<string> Problems) : UserNameResult;

    public sealed record TooMany(TimeSpan RetryAfter) : UserNameResult;
}
