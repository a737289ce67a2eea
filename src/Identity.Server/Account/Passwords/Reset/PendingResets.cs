using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>What a request for a new password keeps for later.</summary>
/// <param name="Email">As it was typed.</param>
/// <param name="Flow">The handle of the flow that goes on afterwards.</param>
internal sealed record PendingReset(string Email, string? Flow);

/// <summary>Seals it: the database need not show who waits for which app.</summary>
internal sealed class PendingResets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.Passwords.Reset");

    public string Seal(PendingReset pending) => _protector.Protect(JsonSerializer.Serialize(pending));

    /// <summary>Null when the ring's key was revoked meanwhile: the person has to start again.</summary>
    public PendingReset? Open(string? payload)
    {
        if (payload is null) return null;

        try
        {
            return JsonSerializer.Deserialize<PendingReset>(_protector.Unprotect(payload));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
