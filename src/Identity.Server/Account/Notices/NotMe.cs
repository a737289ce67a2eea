using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Account.Emails;
using Identity.Server.Account.Passwords;
using Identity.Server.Account.Phones;
using Identity.Server.Account.Proofs;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.Notices;

/// <summary>
/// Gives an account back to the reader of a notice: its address is again the one that the notice went to, its phone number
/// the one of that time, whoever came in is out, and a new password can be chosen by mail.
/// </summary>
internal sealed class NotMe(
    IdentityDb db, ChallengeStore challenges, SealedNotices notices, AccountAccess access, EmailAddresses addresses, AccountPhones phones, MailRequests<PasswordResetOptions> resets,
    PasswordMails mails, IHttpContextAccessor http)
{
    /// <summary>The notice of a link; null when it no longer works. Looking changes nothing: mail scanners open links.</summary>
    public async Task<OpenNotice?> FindAsync(string token, CancellationToken ct)
        => token.Length == ChallengeSecrets.LinkTokenLength && await challenges.FindByLinkAsync(ChallengePurposes.NotMe, token, ct) is { } challenge
            && challenges.IsOpen(challenge) && notices.Open(challenge.Payload) is { } notice
            ? new(challenge, notice)
            : null;

    public async Task<NotMeResult> ConfirmAsync(OpenNotice open, CancellationToken ct)
    {
        var (challenge, notice) = open;
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == challenge.UserId, ct) is not { } user) return NotMeResult.Over;

        var by = new AuditActor(user.Id.ToString(), http.HttpContext!.Connection.RemoteIpAddress?.ToString());
        bool isBack;
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await challenges.TryConsumeAsync(challenge, ct)) return NotMeResult.Over;

            // What came later may be another's doing. What came before is older than this reader's word, and stays.
            await challenges.VoidOfAsync(ChallengePurposes.NotMe, user.Id, challenge.CreatedAt, ct);
            isBack = await addresses.PutBackAsync(user, notice.Email, by, ct);
            await phones.PutBackAsync(user, notice.Phone, by, ct);
            await access.SecureAsync(user, by, notice.Kind, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        if (!isBack) return NotMeResult.AddressTaken;
        return await resets.StartAsync(new PendingProof(notice.Email, null), mails.ResetAsync, ct) is null ? NotMeResult.Done : NotMeResult.DoneWithoutMail;
    }
}

/// <param name="Challenge">What keeps the link.</param>
/// <param name="Notice">What it is about.</param>
internal sealed record OpenNotice(Challenge Challenge, Notice Notice);

/// <summary>What came of "this was not me".</summary>
internal enum NotMeResult
{
    /// <summary>A mail for a new password is on its way.</summary>
    Done,

    /// <summary>The account is safe; too many mails were asked for to send another one now.</summary>
    DoneWithoutMail,

    /// <summary>The account is safe, but its address now belongs to another one: somebody who runs the product has to help.</summary>
    AddressTaken,

    /// <summary>It was used, or is too old.</summary>
    Over,
}
