using System.Text;

namespace Identity.Core.Users.Passwords;

/// <summary>Texts that are long but say little: one piece over and over, or keys in their order.</summary>
internal static class PasswordPatterns
{
    private static readonly string[] Rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn"];

    /// <summary>The shortest piece that gives the text when it is repeated; the last repetition may be cut.</summary>
    public static string RepeatedPiece(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        for (var length = 1; length <= runes.Length / 2; length++)
        {
            if (RepeatsAfter(runes, length)) return string.Concat(runes.Take(length));
        }

        return text;
    }

    /// <summary>Whether the whole text is made of steps to a neighbour: <c>abcdef…</c>, <c>987654…</c>, <c>qwertyuiopasdf…</c>.</summary>
    /// <param name="text">In lower case.</param>
    public static bool IsSequence(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        // A new row, or a turn, may start after at least four characters of the last.
        const int LongestStretch = 4;
        var breaks = 0;
        for (var i = 1; i < runes.Length; i++)
        {
            if (!AreNeighbours(runes[i - 1], runes[i])) breaks++;
        }

        return breaks <= (runes.Length - 1) / LongestStretch;
    }

    private static bool RepeatsAfter(Rune[] runes, int length)
    {
        for (var i = length; i < runes.Length; i++)
        {
            if (runes[i] != runes[i - length]) return false;
        }

        return true;
    }

    private static bool AreNeighbours(Rune one, Rune two)
        => Math.Abs(one.Value - two.Value) <= 1 || Rows.Any(row => AreNeighbours(row, one, two));

    private static bool AreNeighbours(string row, Rune one, Rune two)
    {
        var first = row.IndexOf(one.ToString(), StringComparison.Ordinal);
        var second = row.IndexOf(two.ToString(), StringComparison.Ordinal);
        return first >= 0 && second >= 0 && Math.Abs(first - second) == 1;
    }
}
