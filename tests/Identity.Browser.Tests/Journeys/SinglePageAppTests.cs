using Identity.Browser.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

public sealed class SinglePageAppTests(BrowserTestStage stage)
{
    private readonly ProductProcess product = stage.Quickstarts.Product;
    private readonly string app = stage.Quickstarts.Spa.Url.ToString();

    [Fact]
    public async Task A_person_uses_the_single_page_app_without_consent_and_signs_out()
    {
        var person = await Person.CreateAsync(product);

        await stage.Browser.WalkAsync(async page =>
        {
            await page.GotoAsync(app);
            await page.Button("Sign in").ClickAsync();
            await page.SignInAsync(person);

            await Expect(page.Heading("Your account")).ToBeVisibleAsync();
            await Expect(page.Claim("Claims in the ID token", "sub")).Not.ToBeEmptyAsync();

            await page.Button("Ask for user info").ClickAsync();
            await Expect(page.Claim("Answer of the userinfo endpoint", "email")).ToHaveTextAsync(person.Email);

            await page.Button("Refresh tokens").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("New tokens have arrived.");

            await page.Button("Sign out").ClickAsync();
            await Expect(page.Heading("You are signed out")).ToBeVisibleAsync();

            await page.Link("Back to the start").ClickAsync();
            await page.Button("Sign in").ClickAsync();
            await Expect(page.Field("Email or username")).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task Reloading_the_single_page_app_keeps_the_person_signed_in()
    {
        var person = await Person.CreateAsync(product);

        await stage.Browser.WalkAsync(async page =>
        {
            await page.GotoAsync(app);
            await page.Button("Sign in").ClickAsync();
            await page.SignInAsync(person);
            await Expect(page.Heading("Your account")).ToBeVisibleAsync();

            await page.ReloadAsync();
            await Expect(page.Heading("Your account")).ToBeVisibleAsync();
        });
    }
}
