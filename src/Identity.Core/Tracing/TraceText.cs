using System.Text;
using System.Text.RegularExpressions;

namespace Identity.Core.Tracing;

/// <summary>Makes a value that came from outside fit to be kept: without secrets, without control characters, not too long.</summary>
internal static partial class TraceText
{
    private const string Removed = "(removed)";
    private const char Unprintable = '\uFFFD';

    public static string? Clean(string? value, int maxLength)
    {
        if (value is null) return null;

        // Only the beginning is kept, so only the beginning needs to be searched.
        var text = value.Length > maxLength * 4 ? value[..(maxLength * 4)] : value;
        text = Token().Replace(SecretParameter().Replace(text, "$1" + Removed), Removed);
        return Printable(text.Length <= maxLength ? text : text[..(maxLength - 1)] + "…");
    }

    // Callers pass no secrets; this is for addresses that somebody pasted a whole request into.
    [GeneratedRegex(@"((?:^|[?&#;\s])(?:code|[a-z_]*token[a-z_]*|[a-z_]*secret|[a-z_]*password|[a-z_]*assertion|code_verifier|logout_hint)=)[^&#;\s]*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretParameter();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*)*", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    // Databases refuse NUL and halves of surrogate pairs.
    private static string Printable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) result.Append(Rune.IsControl(rune) ? Unprintable.ToString() : rune.ToString());
        return result.ToString();
    }
}
