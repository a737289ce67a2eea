using System.Security.Cryptography;
using Identity.Server.Sessions;

namespace Identity.Server.Protocol.Device;

/// <summary>The code that a device shows and a person enters: consonants alone, so that no word comes of it.</summary>
internal static class UserCode
{
    /// <summary>RFC 8628, section 6.1.</summary>
    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    public static string Create(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>As it is shown, with a dash in the middle.</summary>
    public static string Display(string code) => code.Insert(code.Length / 2, "-");

    /// <summary>What was typed, without case, dashes and spaces; null when it cannot be a code.</summary>
    public static string? Read(string? typed, int length)
    {
        var letters = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && !IsDash(c))).ToUpperInvariant();
        return letters.Length == length && letters.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? letters : null;
    }

    public static string Hash(string code) => Handle.Hash(code);

    // Keyboards of phones make a longer one of it.
    private static bool IsDash(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.DashPunctuation;
}
