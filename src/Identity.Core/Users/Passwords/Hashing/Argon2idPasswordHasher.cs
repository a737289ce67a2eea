using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NSec.Cryptography;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>Argon2id (RFC 9106) on the calling thread; what people send goes through <see cref="PasswordHashing"/>.</summary>
internal sealed class Argon2idPasswordHasher(IOptions<PasswordOptions> settings) : IPasswordHasher<User>
{
    private HashingOptions Costs => settings.Value.Hashing;

    public string HashPassword(User user, string password)
    {
        var text = PasswordText.Normalize(password, settings.Value.MaximumLength)
            ?? throw new ArgumentException("The password is too long or not valid Unicode: check it against the rules first.", nameof(password));

        var salt = RandomNumberGenerator.GetBytes(PhcHash.SaltLength);
        var (memory, passes) = (Costs.MemoryKiB, Costs.Passes);
        return new PhcHash(memory, passes, salt, Derive(text, salt, memory, passes)).ToString();
    }

    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        if (PasswordText.Normalize(providedPassword, settings.Value.MaximumLength) is not { } text
            || !PhcHash.TryParse(hashedPassword, out var stored))
        {
            return PasswordVerificationResult.Failed;
        }

        var given = Derive(text, stored.Salt, stored.MemoryKiB, stored.Passes);
        if (!CryptographicOperations.FixedTimeEquals(given, stored.Hash)) return PasswordVerificationResult.Failed;

        return stored.MemoryKiB == Costs.MemoryKiB && stored.Passes == Costs.Passes
            ? PasswordVerificationResult.Success
            : PasswordVerificationResult.SuccessRehashNeeded;
    }

    /// <summary>As much work as a check, for nobody.</summary>
    public void Waste(string password)
    {
        if (PasswordText.Normalize(password, settings.Value.MaximumLength) is not { } text) return;
        Derive(text, new byte[PhcHash.SaltLength], Costs.MemoryKiB, Costs.Passes);
    }

    private static byte[] Derive(string text, byte[] salt, int memoryKiB, int passes)
    {
        var argon2 = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
        {
            DegreeOfParallelism = 1,
            MemorySize = memoryKiB,
            NumberOfPasses = passes,
        });
        return argon2.DeriveBytes(Encoding.UTF8.GetBytes(text), salt, PhcHash.HashLength);
    }
}
