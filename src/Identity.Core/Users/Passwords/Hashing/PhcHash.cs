using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>
/// A stored Argon2id hash in the PHC string format: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>, base64 without
/// padding.
/// </summary>
internal sealed record PhcHash(int MemoryKiB, int Passes, byte[] Salt, byte[] Hash)
{
    public const int SaltLength = 16;
    public const int HashLength = 32;
    public const int LeastMemoryKiB = 8;
    public const int MostMemoryKiB = 1024 * 1024;
    public const int MostPasses = 16;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={MemoryKiB},t={Passes},p=1${Encode(Salt)}${Encode(Hash)}");

    /// <summary>Reads a hash that this product could have written; what asks for absurd work is not one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PhcHash? hash)
    {
        hash = null;
        if (text.Split('$') is not ["", "argon2id", "v=19", var costs, var salt, var value]) return false;
        if (costs.Split(',') is not [var memory, var passes, "p=1"]) return false;
        if (!TryRead(memory, "m=", LeastMemoryKiB, MostMemoryKiB, out var m) || !TryRead(passes, "t=", 1, MostPasses, out var t)) return false;
        if (!TryDecode(salt, SaltLength, out var saltBytes) || !TryDecode(value, HashLength, out var hashBytes)) return false;

        hash = new(m, t, saltBytes, hashBytes);
        return true;
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryDecode(string text, int length, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = new byte[length];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, bytes, out var written) && written == length;
    }

    private static bool TryRead(string text, string name, int least, int most, out int value)
    {
        value = 0;
        return text.StartsWith(name, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most;
    }
}
