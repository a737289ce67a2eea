using Microsoft.Playwright;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What somebody does who forgot a password, or wants another one.</summary>
internal static class Forgetting
{
    public static async Task ForgetAsync(this IPage page, Person person)
    {
        await page.Field("Email").FillAsync(person.Email);
        await page.Button("Send reset link").ClickAsync();
    }

    public static async Task ChooseAsync(this IPage page, string password)
    {
        await page.Field("New password").FillAsync(password);
        await page.Button("Save new password").ClickAsync();
    }

    public static async Task ChangePasswordAsync(this IPage page, string current, string password)
    {
        await page.Field("Current password").FillAsync(current);
        await page.ChooseAsync(password);
    }
}
