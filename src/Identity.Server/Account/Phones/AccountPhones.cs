using System.Globalization;
using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Core.Messaging.Sms;
using Identity.Core.Users;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Phones;

/// <summary>
/// Gives accounts other phone numbers. A number is that of one account, of whoever proved it last: numbers change hands,
/// and the new owner must not come into the account of the one before.
/// </summary>
internal sealed class AccountPhones(
    IdentityDb db, ChallengeStore challenges, SecurityNotices notices, SmsQueue texts, Hosting.Themes.Branding branding, IOptions<NoticeOptions> options, AuditLog audit,
    TimeProvider clock)
{
    /// <summary>Whether it is the proved number of the account already.</summary>
    public static bool Has(User user, string number) => user.PhoneNumberConfirmed && user.PhoneNumber == number;

    /// <summary>Sets the number that the challenge proves, once. The owner is told by mail, and by text message at the number before.</summary>
    /// <param name="user">Tracked.</param>
    /// <param name="number">In E.164.</param>
    /// <param name="challenge">Whose code came back.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContactProofResult> SetProvedAsync(User user, string number, Challenge challenge, AuditActor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await challenges.TryConsumeAsync(challenge, ct)) return ContactProofResult.Over;

        foreach (var before in await OthersWith(user, number).ToListAsync(ct))
        {
            await notices.AddAsync(before, EmailKinds.PhoneChanged, ct);
            await ReplaceAsync(before, null, by, ct);
        }

        await TellAsync(user, ct);
        await ReplaceAsync(user, number, by, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ContactProofResult.Done;
    }

    /// <summary>Leaves the account without a number.</summary>
    public async Task RemoveAsync(User user, AuditActor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await TellAsync(user, ct);
        await ReplaceAsync(user, null, by, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives back the number of before, or none when there was none or another account has it now. The caller holds the transaction and saves.</summary>
    public async Task PutBackAsync(User user, string? number, AuditActor by, CancellationToken ct)
    {
        if (number is null ? user.PhoneNumber is null : Has(user, number)) return;

        await ReplaceAsync(user, number is not null && await OthersWith(user, number).AnyAsync(ct) ? null : number, by, ct);
    }

    private IQueryable<User> OthersWith(User user, string number) => db.Users.Where(u => u.Id != user.Id && u.PhoneNumber == number && u.PhoneNumberConfirmed);

    private async Task TellAsync(User user, CancellationToken ct)
    {
        await notices.AddAsync(user, EmailKinds.PhoneChanged, ct);
        if (user is not { PhoneNumber: { } number, PhoneNumberConfirmed: true }) return;

        var culture = CultureInfo.CurrentUICulture;
        var facts = new Dictionary<string, string>
        {
            ["product"] = await branding.ProductNameAsync(ct),
            ["time"] = clock.GetUtcNow().ToString("f", culture) + " UTC",
        };
        texts.Add(new SmsNotice(SmsKinds.NumberChanged, number, culture.Name, facts), options.Value.Lifetime);
    }

    // Codes that were sent before prove nothing about these accounts any more.
    private async Task ReplaceAsync(User user, string? number, AuditActor by, CancellationToken ct)
    {
        foreach (var phone in new[] { user.PhoneNumber, number }.OfType<string>().Distinct()) await challenges.VoidAsync(ChallengePurposes.SignInSms, phone, ct);
        await challenges.VoidOfAsync(ChallengePurposes.PhoneChange, user.Id, DateTime.MinValue, ct);
        (user.PhoneNumber, user.PhoneNumberConfirmed) = (number, number is not null);
        user.UpdatedAt = clock.GetUtcNow().UtcDateTime;
        audit.Add(AuditKinds.UserPhoneChanged, ("user", user.Id), by);
    }
}
