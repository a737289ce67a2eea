using System.Buffers.Text;
using System.Security.Cryptography;
using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Invitations;

/// <summary>
/// Invites people by mail. There is no account before an invitation is accepted; who accepts it has proved the address,
/// for the link is in the mail alone.
/// </summary>
public sealed class InvitationService(
    IdentityDb db, ChallengeStore challenges, SealedInvitations sealing, InvitationRules rules, InvitationMails mails, AuditLog audit,
    IOptions<InvitationOptions> options, TimeProvider clock)
{
    /// <summary>Where the link leads, without its token.</summary>
    public const string Path = "/invite";

    /// <summary>Sends an invitation. One that was sent to the same address before is void.</summary>
    public async Task<InvitationResult> SendAsync(NewInvitation wanted, InvitationSender sender, AuditActor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(sender);
        wanted = wanted with { Email = wanted.Email.Trim(), Inviter = wanted.Inviter.Trim(), Name = string.IsNullOrWhiteSpace(wanted.Name) ? null : wanted.Name.Trim() };
        var found = await rules.CheckAsync(wanted, ct);
        if (found.Problems.Count > 0) return new InvitationResult.Refused(found.Problems);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await challenges.VoidAsync(ChallengePurposes.Invitation, Key(wanted.Email), ct);
        var secrets = ChallengeSecrets.Create();
        var challenge = Add(wanted, found, secrets);
        mails.Add(wanted, found.AppName, sender, secrets, challenge.ExpiresAt);
        audit.Add(AuditKinds.InvitationSent, ("invitation", challenge.Id), by, new { wanted.Email, roles = found.Roles.Select(role => role.Name), client = wanted.ClientId });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new InvitationResult.Sent(wanted.Email, challenge.ExpiresAt, found.Unproved);
    }

    /// <summary>What nobody has accepted, the newest first; also what is too old by now, until housekeeping takes it.</summary>
    public async Task<IReadOnlyList<SentInvitation>> ListAsync(CancellationToken ct)
    {
        var waiting = await db.Challenges.AsNoTracking()
            .Where(c => c.Purpose == ChallengePurposes.Invitation && c.ConsumedAt == null)
            .OrderByDescending(c => c.SentAt).ThenBy(c => c.Destination).ToListAsync(ct);
        var roles = await db.Roles.AsNoTracking().ToDictionaryAsync(role => role.Id, role => role.Name!, ct);
        return [.. waiting.Select(challenge => Describe(challenge, sealing.Open(challenge.Payload), roles))];
    }

    /// <summary>Makes an invitation void.</summary>
    /// <returns>False when there was none that could be accepted.</returns>
    public async Task<bool> RevokeAsync(string email, AuditActor by, CancellationToken ct)
    {
        var key = Key(email);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var revoked = false;
        foreach (var challenge in await db.Challenges
            .Where(c => c.Purpose == ChallengePurposes.Invitation && c.Destination == key && c.ConsumedAt == null && c.ExpiresAt > now).ToListAsync(ct))
        {
            // Unless it is accepted at this moment.
            if (!await challenges.TryConsumeAsync(challenge, ct)) continue;

            audit.Add(AuditKinds.InvitationRevoked, ("invitation", challenge.Id), by, new { email = key });
            revoked = true;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return revoked;
    }

    private Challenge Add(NewInvitation wanted, CheckedInvitation found, ChallengeSecrets secrets)
    {
        var invitation = new Invitation(wanted.Email, wanted.Inviter, wanted.Name, [.. found.Roles.Select(role => role.Id)], wanted.ClientId);
        // The link alone counts: no browser has the handle that a code would need.
        var browser = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return challenges.Add(secrets, browser, new(ChallengePurposes.Invitation, "email", Key(wanted.Email), sealing.Seal(invitation)), options.Value.Lifetime);
    }

    private SentInvitation Describe(Challenge challenge, Invitation? invitation, Dictionary<Guid, string> roles) => new(
        invitation?.Email ?? challenge.Destination, invitation?.Inviter,
        [.. (invitation?.RoleIds ?? []).Select(id => roles.GetValueOrDefault(id)).OfType<string>()],
        invitation?.ClientId, challenge.SentAt, challenge.ExpiresAt, invitation is not null && challenges.IsOpen(challenge));

    private static string Key(string email) => LookupKeys.Normalize(email)!;
}
