using Microsoft.Playwright;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What a newcomer does.</summary>
internal static class SignUp
{
    public static async Task SignUpAsync(this IPage page, Person person)
    {
        await page.Field("Email").FillAsync(person.Email);
        await page.Field("Your name (optional)").FillAsync("Ada Lovelace");
        await page.Field("Password").FillAsync(person.Password);
        await page.Button("Create account").ClickAsync();
    }
}
