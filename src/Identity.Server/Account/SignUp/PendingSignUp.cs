using System.Security.Cryptography;
using System.Text.Json;
using Identity.Server.Account.Terms;
using Microsoft.AspNetCore.DataProtection;

namespace Identity.Server.Account.SignUp;

/// <summary>What somebody entered who has still to prove the address. There is no account before that, so nobody can take one in advance.</summary>
/// <param name="Name">What to call the person.</param>
/// <param name="PasswordHash">Of the password they chose; null when they choose it after the proof.</param>
/// <param name="Flow">The handle of the flow that goes on afterwards.</param>
/// <param name="Language">In which they read the pages.</param>
/// <param name="Terms">What they agreed to.</param>
internal sealed record PendingSignUp(string? Name, string? PasswordHash, string? Flow, string Language, AcceptedTerms? Terms = null);

/// <summary>Seals what waits, so that the database shows neither names nor hashes of people who have no account.</summary>
internal sealed class PendingSignUps(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.SignUp");

    public string Seal(PendingSignUp pending) => _protector.Protect(JsonSerializer.Serialize(pending));

    /// <summary>Null when the ring's key was revoked meanwhile: the person has to start again.</summary>
    public PendingSignUp? Open(string? payload)
    {
        if (payload is null) return null;

        try
        {
            return JsonSerializer.Deserialize<PendingSignUp>(_protector.Unprotect(payload));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
