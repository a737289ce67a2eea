using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Identity.Core.SingleUse;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp.Pressure;

/// <summary>
/// Work that a browser does to sign up: a number that, written behind the puzzle and a dot, gives a SHA-256 beginning with
/// so many zero bits. Cheap for one person, dear for somebody who makes thousands of accounts.
/// </summary>
internal sealed class SignUpWork(IDataProtectionProvider protection, UsedIds used, IOptions<SignUpOptions> options, TimeProvider clock)
{
    private const int LongestAnswer = 2000;
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.SignUp.Work");

    /// <summary>A new puzzle; it holds how much work it wants, and until when.</summary>
    public Puzzle Create()
    {
        var work = options.Value.Work;
        var until = (clock.GetUtcNow() + work.Lifetime).ToUnixTimeSeconds();
        return new Puzzle(_protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{work.Bits}.{until}")), work.Bits);
    }

    /// <summary>Takes an answer, once: the puzzle, a dot and the number.</summary>
    public async Task<bool> TryUseAsync(string? answer, CancellationToken ct)
    {
        if (answer is not { Length: > 0 and <= LongestAnswer } || answer.LastIndexOf('.') is not (> 0 and var dot)) return false;
        if (Open(answer[..dot]) is not var (bits, until) || until <= clock.GetUtcNow()) return false;
        if (LeadingZeros(SHA256.HashData(Encoding.UTF8.GetBytes(answer))) < bits) return false;

        return await used.TryUseAsync("signup_work", "", answer[..dot], until.UtcDateTime, ct);
    }

    private (int Bits, DateTimeOffset Until)? Open(string puzzle)
    {
        try
        {
            var parts = _protector.Unprotect(puzzle).Split('.');
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static int LeadingZeros(byte[] hash) => BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(hash));
}

/// <param name="Text">What the number is written behind.</param>
/// <param name="Bits">How many zero bits the hash has to begin with.</param>
internal sealed record Puzzle(string Text, int Bits);
