using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Setup;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Localization;
using Identity.Server.Account.SignIn;
using Identity.Server.Branding;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Setup;

/// <summary>Makes the first Owner and signs them in.</summary>
internal sealed class SetupService(
    IdentityDb db, UserManager<User> users, PasswordHashing passwords, SetupLinks links, AuditLog audit, SignInService signIn,
    ProductName product, Texts texts, TimeProvider clock)
{
    /// <summary>All in one transaction: two people with the same link make one Owner.</summary>
    /// <returns>What has to be mended, by field; nothing when it is done.</returns>
    public async Task<IReadOnlyList<(string Field, string Text)>> CompleteAsync(string token, SetupInput input, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var user = new User { Email = input.Email!.Trim(), Name = input.Name?.Trim(), CreatedAt = now, UpdatedAt = now };
        if (await PasswordProblemsAsync(user, input.NewPassword!) is { Count: > 0 } problems) return problems;

        if (await passwords.HashAsync(user, input.NewPassword!, ct) is not PasswordHashResult.Done hashed) return [("", texts["signin.busy"])];
        user.PasswordHash = hashed.Hash;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await links.CompleteAsync(token, AuditActor.Setup, ct)) return [("", texts["setup.closed.lede"])];

        var created = await users.CreateAsync(user);
        if (!created.Succeeded) return [.. created.Errors.Select(texts.Describe)];

        var owner = await db.Roles.SingleAsync(r => r.BuiltIn && r.Name == BuiltInRoles.Owner, ct);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = owner.Id });
        audit.Add(AuditKinds.UserCreated, ("user", user.Id), AuditActor.Setup, new { roles = new[] { owner.Name } });
        await product.ChangeAsync(input.ProductName!.Trim(), AuditActor.Setup, ct);

        await signIn.CompleteAsync(user, SignInMethod.Password, remember: false, step: null, ct);
        await transaction.CommitAsync(ct);
        return [];
    }

    private async Task<IReadOnlyList<(string Field, string Text)>> PasswordProblemsAsync(User user, string password)
    {
        List<(string, string)> problems = [];
        foreach (var rule in users.PasswordValidators)
        {
            problems.AddRange((await rule.ValidateAsync(users, user, password)).Errors.Select(texts.Describe));
        }

        return problems;
    }
}
