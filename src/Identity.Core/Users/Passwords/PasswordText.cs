using System.Text;

namespace Identity.Core.Users.Passwords;

/// <summary>
/// A password as it is counted and hashed: in form NFKC, so that the same keys give the same password on every system
/// (NIST SP 800-63B-4, section 3.1.1.2). Nothing is trimmed or cut.
/// </summary>
internal static class PasswordText
{
    // Before normalising, which costs time: no text this long can be short enough afterwards in any real script.
    private const int UnitsPerCharacter = 4;

    /// <summary>The text to hash, or null when it is not valid Unicode or longer than the limit.</summary>
    public static string? Normalize(string password, int maximumLength)
    {
        if (password.Length > maximumLength * UnitsPerCharacter || HasHalfCharacter(password)) return null;

        var normalized = password.Normalize(NormalizationForm.FormKC);
        return Length(normalized) <= maximumLength ? normalized : null;
    }

    public static int Length(string text) => text.EnumerateRunes().Count();

    // An index that is not a rune's start is half a surrogate pair.
    public static bool HasHalfCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune)) return true;
            i += rune.Utf16SequenceLength - 1;
        }

        return false;
    }
}
