using System.Globalization;
using System.Text;

namespace Identity.Core.Users;

/// <summary>What may stand in an identifier, whatever the script.</summary>
internal static class IdentifierText
{
    private const string AtextSymbols = "!#$%&'*+-/=?^_`{|}~";
    private const int LongestLocalPart = 64;
    private const int LongestDomainLabel = 63;

    public static bool IsUserName(string text)
        => text.Length > 0 && !text.Contains('@') && text.EnumerateRunes().All(rune => IsVisible(rune) && !Rune.IsWhiteSpace(rune));

    /// <summary>A line of text: spaces yes, but nothing that ends a line or cannot be seen.</summary>
    public static bool IsLine(string text) => text.EnumerateRunes().All(rune => rune.Value == ' ' || IsVisible(rune));

    /// <summary>An address as RFC 5321 and RFC 6531 have it, without quoted parts, comments and address literals.</summary>
    public static bool IsEmail(string text)
    {
        if (text.Split('@') is not [var local, var domain]) return false;

        return local.Length is > 0 and <= LongestLocalPart
            && local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtext))
            && domain.Split('.').All(IsLabel);
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= LongestDomainLabel && label[0] != '-' && label[^1] != '-'
            && label.EnumerateRunes().All(rune => rune.Value == '-' || IsLetterOrDigit(rune));

    private static bool IsAtext(Rune rune)
        => IsLetterOrDigit(rune) || (rune.IsAscii && AtextSymbols.Contains((char)rune.Value, StringComparison.Ordinal));

    private static bool IsLetterOrDigit(Rune rune)
        => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned)
        // A rune that replaces half a surrogate pair, and the fillers that Unicode calls letters.
        && rune.Value is not (0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0);
}
