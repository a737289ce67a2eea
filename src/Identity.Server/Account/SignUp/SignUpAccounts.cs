using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Users;
using Identity.Server.Account.Terms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Identity.Server.Account.SignUp;

/// <summary>Makes the account that waited for the proof of its address.</summary>
internal sealed class SignUpAccounts(
    ChallengeStore challenges, PendingSignUps pending, UserManager<User> users, TermsAgreement terms, AuditLog audit, SignUpMetrics metrics, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>The person whom a sign-up makes; null when what waited can't be read any more.</summary>
    public User? PersonOf(Challenge challenge)
    {
        if (pending.Open(challenge.Payload) is not { } waiting) return null;

        var now = clock.GetUtcNow().UtcDateTime;
        return new User
        {
            Id = Guid.NewGuid(),
            Email = challenge.Destination,
            EmailConfirmed = true,
            Name = waiting.Name,
            Locale = waiting.Language,
            PasswordHash = waiting.PasswordHash,
            TermsVersion = waiting.Terms?.Version,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>Uses the proof up and makes the account, inside the caller's transaction; false when somebody else was quicker.</summary>
    public async Task<bool> TryCreateAsync(Challenge challenge, User user, CancellationToken ct)
    {
        if (!await challenges.TryConsumeAsync(challenge, ct)) return false;
        // Somebody else proved the same address a moment ago: theirs is the account.
        if (!(await users.CreateAsync(user)).Succeeded) return false;

        audit.Add(AuditKinds.UserCreated, ("user", user.Id), new AuditActor(user.Id.ToString(), http.HttpContext!.Connection.RemoteIpAddress?.ToString()), new { by = "sign-up" });
        if (pending.Open(challenge.Payload)?.Terms is { } accepted) terms.Add(user, accepted);
        return true;
    }

    /// <summary>When all of it is saved.</summary>
    public void Count() => metrics.Completed();
}
