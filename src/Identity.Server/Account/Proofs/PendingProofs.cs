using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Identity.Server.Account.Proofs;

/// <summary>What a request keeps for later.</summary>
/// <param name="Address">Of a mailbox as it was typed, or of a phone in E.164.</param>
/// <param name="Flow">The handle of the flow that goes on afterwards.</param>
/// <param name="Remember">Whether the person wants to stay signed in.</param>
/// <param name="UserId">Whose account it is about, when that is known.</param>
internal sealed record PendingProof(string Address, string? Flow, bool Remember = false, Guid? UserId = null);

/// <summary>Seals it: the database need not show who waits for which app.</summary>
internal sealed class PendingProofs<TOptions>(IDataProtectionProvider protection)
    where TOptions : class, IProofOptions
{
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.Proofs", TOptions.Purpose);

    public string Seal(PendingProof pending) => _protector.Protect(JsonSerializer.Serialize(pending));

    /// <summary>Null when the ring's key was revoked meanwhile: the person has to start again.</summary>
    public PendingProof? Open(string? payload)
    {
        if (payload is null) return null;

        try
        {
            return JsonSerializer.Deserialize<PendingProof>(_protector.Unprotect(payload));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
