using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.SignUp;

/// <summary>Makes accounts of people who have proved their address, by a sign-up or an invitation.</summary>
internal sealed class NewAccounts(UserManager<User> users, AuditLog audit, IHttpContextAccessor http, TimeProvider clock)
{
    /// <param name="email">The address that they proved.</param>
    /// <param name="name">What to call them.</param>
    /// <param name="language">In which they read the pages.</param>
    public User Describe(string email, string? name, string language)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new User
        {
            Id = Guid.NewGuid(),
            Email = email,
            EmailConfirmed = true,
            Name = name,
            Locale = language,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>They do it themselves.</summary>
    public AuditActor Actor(User user) => new(user.Id.ToString(), http.HttpContext!.Connection.RemoteIpAddress?.ToString());

    /// <summary>Makes the account, inside the caller's transaction; false when somebody else proved the same address a moment ago: theirs is the account.</summary>
    /// <param name="user">With the hash of the password.</param>
    /// <param name="by">How it came to be.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<bool> TryAddAsync(User user, object by, CancellationToken ct)
    {
        try
        {
            if (!(await users.CreateAsync(user)).Succeeded) return false;
        }
        catch (DbUpdateException failure) when (!ct.IsCancellationRequested && !DatabaseOutage.Caused(failure))
        {
            return false;
        }

        audit.Add(AuditKinds.UserCreated, ("user", user.Id), Actor(user), by);
        return true;
    }
}
