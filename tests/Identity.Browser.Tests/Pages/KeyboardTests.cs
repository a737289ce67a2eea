using Identity.Browser.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Pages;

public sealed class KeyboardTests(BrowserTestStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_signs_in_and_out_with_the_keyboard_alone(bool script)
    {
        var person = await Person.CreateAsync(stage.Quickstarts.Product);

        await stage.Browser.WalkAsync(
            async page =>
            {
                await page.GotoAsync(new Uri(stage.Quickstarts.Product.Url, "/signin").ToString());
                await Expect(page.Field("Email or username")).ToBeFocusedAsync();
                await page.Keyboard.TypeAsync(person.Username);
                await NextAsync(page, page.Field("Password"));
                await page.Keyboard.TypeAsync(person.Password);
                if (script) await NextAsync(page, page.Button("Show password"));
                await NextAsync(page, page.Field("Keep me signed in on this device"));
                await page.Keyboard.PressAsync("Space");
                await Expect(page.Field("Keep me signed in on this device")).ToBeCheckedAsync();
                await NextAsync(page, page.Button("Continue"));
                await page.Keyboard.PressAsync("Enter");

                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
                await NextAsync(page, page.Link("Skip to content"));
                await NextAsync(page, page.Link("Use another account"));
                await NextAsync(page, page.Link("Profile"));
                await NextAsync(page, page.Link("Connected apps"));
                await NextAsync(page, page.Link("Change email"));
                await NextAsync(page, page.Link("Phone number"));
                await NextAsync(page, page.Link("Change password"));
                await NextAsync(page, page.Link("Sign out"));
                await page.Keyboard.PressAsync("Enter");

                await Expect(page.Heading("Sign out?")).ToBeVisibleAsync();
                await NextAsync(page, page.Link("Skip to content"));
                await page.Keyboard.PressAsync("Enter");
                await NextAsync(page, page.Button("Sign out"));
                await NextAsync(page, page.Button("Stay signed in"));
                await page.Keyboard.PressAsync("Shift+Tab");
                await page.Keyboard.PressAsync("Enter");
                await Expect(page.Heading("You are signed out")).ToBeVisibleAsync();
            },
            script);
    }

    [Fact]
    public Task What_is_wrong_is_read_first_and_leads_to_its_field()
        => stage.Browser.WalkAsync(async page =>
        {
            await page.GotoAsync(new Uri(stage.Quickstarts.Product.Url, "/signin").ToString());
            await page.Keyboard.PressAsync("Enter");

            await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
            await NextAsync(page, page.Link("Enter your email or username"));
            await NextAsync(page, page.Link("Enter your password"));
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Field("Password")).ToBeFocusedAsync();
        });

    // Every stop on the way shows where it is.
    private static async Task NextAsync(IPage page, ILocator expected)
    {
        await page.Keyboard.PressAsync("Tab");
        await Expect(expected).ToBeFocusedAsync();
        Assert.Equal("2px", await expected.EvaluateAsync<string>("e => getComputedStyle(e).outlineWidth"));
    }
}
