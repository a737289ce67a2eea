using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Identity.Core.Users.Invitations;

/// <summary>Seals what waits for an invitation to be accepted: the database need not show who is invited to what.</summary>
public sealed class SealedInvitations(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Core.Users.Invitations");

    internal string Seal(Invitation invitation) => _protector.Protect(JsonSerializer.Serialize(invitation));

    /// <summary>Null when it is used up, or the ring's key was revoked meanwhile: the person has to be invited again.</summary>
    public Invitation? Open(string? payload)
    {
        if (payload is null) return null;

        try
        {
            return JsonSerializer.Deserialize<Invitation>(_protector.Unprotect(payload));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
