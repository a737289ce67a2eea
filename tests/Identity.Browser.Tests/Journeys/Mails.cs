using System.Text.RegularExpressions;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What a person takes from a mail.</summary>
internal static partial class Mails
{
    public static string CodeIn(string mail) => CodeLine().Match(mail).Groups[1].Value;

    public static string LinkIn(string mail) => LinkLine().Match(mail).Groups[1].Value;

    [GeneratedRegex(@"^ +(\d{3} \d{3})\s*$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"^(https?://\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex LinkLine();
}
