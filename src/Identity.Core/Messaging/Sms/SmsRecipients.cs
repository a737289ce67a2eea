using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Messaging.Sms;

/// <summary>Who gets a text message.</summary>
public sealed class SmsRecipients(IdentityDb db)
{
    /// <summary>Whether the notice goes out at all.</summary>
    public async Task<bool> ExistsAsync(SmsNotice notice, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return !notice.ToAccount || await db.Users.Where(CanSignIn.Rule).AnyAsync(u => u.PhoneNumber == notice.To && u.PhoneNumberConfirmed, ct);
    }
}
