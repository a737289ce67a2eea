using System.Globalization;
using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Setup;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Localization;
using Identity.Server.Account.Emails;
using Identity.Server.Account.SignIn;
using Identity.Server.Account.SignUp;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Invite;

/// <summary>Makes the account of somebody who was invited, and signs them in.</summary>
internal sealed class InviteAcceptance(
    IdentityDb db, UserManager<User> users, ChallengeStore challenges, PasswordHashing hashing, NewAccounts accounts, EmailAddresses addresses,
    SetupLinks setup, SignInService signIn, AuditLog audit, Texts texts)
{
    public async Task<InviteResult> JoinAsync(OpenInvitation open, InviteInput input, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(input.Name) ? null : input.Name.Trim();
        var user = accounts.Describe(open.Invitation.Email, name, CultureInfo.CurrentUICulture.Name);
        if (await ProblemsAsync(user, input.NewPassword!) is { Count: > 0 } problems) return new InviteResult.Rejected(problems);

        switch (await hashing.HashAsync(user, input.NewPassword!, ct))
        {
            case PasswordHashResult.Done hashed:
                user.PasswordHash = hashed.Hash;
                return await AddAsync(open, user, ct);
            case PasswordHashResult.Busy busy:
                return new InviteResult.Busy(busy.RetryAfter);
            default:
                throw new InvalidOperationException("A password is hashed, or has to wait.");
        }
    }

    private async Task<InviteResult> AddAsync(OpenInvitation open, User user, CancellationToken ct)
    {
        var (by, roleIds) = (accounts.Actor(user), open.Invitation.RoleIds);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await challenges.TryConsumeAsync(open.Challenge, ct)) return new InviteResult.Over();

        await addresses.EvictAsync(user.Email!, by, ct);
        // Those that were deleted meanwhile are given to nobody.
        var roles = await db.Roles.AsNoTracking().Where(role => roleIds.Contains(role.Id)).ToListAsync(ct);
        if (!await accounts.TryAddAsync(user, new { by = "invitation", roles = roles.Select(role => role.Name) }, ct)) return new InviteResult.Exists();

        foreach (var role in roles) db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
        if (roles.Exists(role => role is { BuiltIn: true, Name: BuiltInRoles.Owner })) await setup.CloseAsync(by, ct);
        audit.Add(AuditKinds.InvitationAccepted, ("invitation", open.Challenge.Id), by);
        await signIn.CompleteAsync(user, SignInMethod.Password, remember: false, step: null, ct);
        await transaction.CommitAsync(ct);
        return new InviteResult.Done();
    }

    private async Task<List<(string Field, string Text)>> ProblemsAsync(User user, string password)
    {
        List<IdentityError> errors = [];
        foreach (var rule in users.UserValidators) errors.AddRange((await rule.ValidateAsync(users, user)).Errors);
        // Of an account that has not proved it, or one that was made a moment ago: both are looked at when it is made.
        errors.RemoveAll(error => error.Code == AccountError.EmailTaken);
        foreach (var rule in users.PasswordValidators) errors.AddRange((await rule.ValidateAsync(users, user, password)).Errors);
        return [.. errors.Select(texts.Describe)];
    }
}
