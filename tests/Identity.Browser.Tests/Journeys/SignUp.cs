using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What a newcomer does.</summary>
internal static partial class SignUp
{
    public static async Task SignUpAsync(this IPage page, Person person)
    {
        await page.Field("Email").FillAsync(person.Email);
        await page.Field("Your name (optional)").FillAsync("Ada Lovelace");
        await page.Field("Password").FillAsync(person.Password);
        await page.Button("Create account").ClickAsync();
    }

    public static string CodeIn(string mail) => CodeLine().Match(mail).Groups[1].Value;

    public static string LinkIn(string mail) => LinkLine().Match(mail).Groups[1].Value;

    [GeneratedRegex(@"^ +(\d{3} \d{3})\s*$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"^(https?://\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex LinkLine();
}
