using Identity.Browser.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

public sealed class WebAppTests(BrowserTestStage stage)
{
    private readonly ProductProcess product = stage.Quickstarts.Product;
    private readonly string app = stage.Quickstarts.Web.Url.ToString();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_allows_the_web_app_uses_it_and_signs_out(bool script)
    {
        var person = await Person.CreateAsync(product);

        await stage.Browser.WalkAsync(
            async page =>
            {
                await page.GotoAsync(app);
                await page.Link("Sign in").ClickAsync();
                await page.SignInAsync(person);
                await Expect(page.GetByText("Quickstart web app").First).ToBeVisibleAsync();
                await page.Button("Allow").ClickAsync();

                await Expect(page.Heading("Your account")).ToBeVisibleAsync();
                await Expect(page.Claim("Claims in the ID token", "sub")).Not.ToBeEmptyAsync();

                await page.Link("Ask for user info").ClickAsync();
                await Expect(page.Claim("Answer of the userinfo endpoint", "email")).ToHaveTextAsync(person.Email);

                await page.Button("Refresh tokens").ClickAsync();
                await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("New tokens have arrived.");
                await Expect(page.GetByText("Refreshed 1 time.")).ToBeVisibleAsync();

                await page.Button("Sign out").ClickAsync();
                await Expect(page.Heading("You are signed out")).ToBeVisibleAsync();

                // Signed out at the identity provider too: the next visit asks again who it is.
                await page.Link("Sign in again").ClickAsync();
                await Expect(page.Field("Email or username")).ToBeVisibleAsync();
            },
            script);
    }

    [Fact]
    public async Task A_person_who_cancels_comes_back_to_the_web_app_and_may_try_again()
    {
        var person = await Person.CreateAsync(product);

        await stage.Browser.WalkAsync(async page =>
        {
            await page.GotoAsync(app);
            await page.Link("Sign in").ClickAsync();
            await page.SignInAsync(person);
            await page.Button("Cancel").ClickAsync();
            await Expect(page.Heading("You cancelled the sign-in")).ToBeVisibleAsync();

            // Signed in by now, so only consent is asked.
            await page.Link("Sign in").ClickAsync();
            await page.Button("Allow").ClickAsync();
            await Expect(page.Heading("Your account")).ToBeVisibleAsync();
        });
    }
}
