using System.Text.RegularExpressions;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What a person takes from a mail or a text message.</summary>
internal static partial class Mails
{
    public static string CodeIn(string mail) => CodeLine().Match(mail).Groups[1].Value;

    public static string CodeInText(string text) => LastLine().Match(text).Groups[1].Value;

    public static string LinkIn(string mail) => LinkLine().Match(mail).Groups[1].Value;

    [GeneratedRegex(@"^ +(\d{3} \d{3})\s*$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"#(\d{6})\s*$")]
    private static partial Regex LastLine();

    [GeneratedRegex(@"^(https?://\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex LinkLine();
}
