using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Messaging.Email;

/// <summary>Who gets an e-mail.</summary>
public sealed class EmailRecipients(IdentityDb db)
{
    /// <summary>The address to send to; null when nobody gets it.</summary>
    public async Task<string?> FindAsync(EmailNotice notice, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (!notice.ToAccount) return notice.To;

        // To the address that is stored, never to another spelling of it that somebody typed.
        var key = LookupKeys.Normalize(notice.To);
        return await db.Users.Where(CanSignIn.Rule).Where(u => u.NormalizedEmail == key && u.EmailConfirmed).Select(u => u.Email).SingleOrDefaultAsync(ct);
    }
}
