using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What somebody does with a phone number.</summary>
internal static class Phoning
{
    /// <summary>The number of a mobile phone that nobody has yet.</summary>
    public static string NewNumber() => "+491512" + RandomNumberGenerator.GetInt32(10_000_000).ToString("D7", CultureInfo.InvariantCulture);

    public static async Task AskForNumberAsync(this IPage page, Person person, string number)
    {
        await page.Field("New phone number").FillAsync(number);
        await page.Field("Current password").FillAsync(person.Password);
        await page.Button("Send code").ClickAsync();
    }

    public static async Task AskForCodeAsync(this IPage page, string number)
    {
        await page.Field("Phone number").FillAsync(number);
        await page.Button("Text me a code").ClickAsync();
    }
}
