using Microsoft.Playwright;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What people do on the product's own pages, in their words.</summary>
internal static class HostedPages
{
    public static async Task SignInAsync(this IPage page, Person person)
    {
        await page.Field("Email or username").FillAsync(person.Username);
        await page.Field("Password").FillAsync(person.Password);
        await page.Button("Continue").ClickAsync();
    }

    public static async Task AskForLinkAsync(this IPage page, Person person)
    {
        await page.Field("Email").FillAsync(person.Email);
        await page.Button("Email me a link").ClickAsync();
    }

    public static async Task AskForEmailAsync(this IPage page, Person person, string email)
    {
        await page.Field("New email").FillAsync(email);
        await page.Field("Current password").FillAsync(person.Password);
        await page.Button("Send code").ClickAsync();
    }

    public static ILocator Field(this IPage page, string label) => page.GetByLabel(label, new() { Exact = true });

    public static ILocator Button(this IPage page, string text) => page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true });

    public static ILocator Link(this IPage page, string text) => page.GetByRole(AriaRole.Link, new() { Name = text, Exact = true });

    public static ILocator Heading(this IPage page, string text) => page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true });

    /// <summary>The value beside a name in one of the quickstarts' tables.</summary>
    public static ILocator Claim(this IPage page, string table, string name)
        => page.GetByRole(AriaRole.Table, new() { Name = table })
            .GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) })
            .GetByRole(AriaRole.Cell);
}
