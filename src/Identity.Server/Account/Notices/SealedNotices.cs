using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Identity.Server.Account.Notices;

/// <summary>What a notice was about.</summary>
/// <param name="Kind">The kind of the mail.</param>
/// <param name="Email">The proved address of the account until then, as it was typed.</param>
/// <param name="Phone">The proved phone number of the account until then.</param>
internal sealed record Notice(string Kind, string Email, string? Phone);

/// <summary>Seals it: the database need not show what the mail said.</summary>
internal sealed class SealedNotices(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.Notices");

    public string Seal(Notice notice) => _protector.Protect(JsonSerializer.Serialize(notice));

    /// <summary>Null when it is used up, or the ring's key was revoked meanwhile.</summary>
    public Notice? Open(string? payload)
    {
        if (payload is null) return null;

        try
        {
            return JsonSerializer.Deserialize<Notice>(_protector.Unprotect(payload));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
