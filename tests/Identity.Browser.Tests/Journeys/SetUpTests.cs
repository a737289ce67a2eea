using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

public sealed class SetUpTests(BrowserTestStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_printed_link_makes_the_first_owner_once(bool script)
    {
        await using var quickstarts = await QuickstartStage.StartAsync();
        var owner = Person.Random();
        var link = quickstarts.Product.SetUpLink.ToString();

        await stage.Browser.WalkAsync(
            async page =>
            {
                await page.GotoAsync(link);
                await page.Field("Email").FillAsync(owner.Email);
                await page.Field("Password").FillAsync(owner.Password);
                await page.Field("Product name").FillAsync("Analytical Engines");
                await page.Button("Create admin").ClickAsync();
                await Expect(page.Button("Create admin")).ToBeHiddenAsync();
            },
            script);

        await stage.Browser.WalkAsync(
            async page =>
            {
                await page.GotoAsync(link);
                await Expect(page.Button("Create admin")).ToBeHiddenAsync();

                await page.GotoAsync(quickstarts.Web.Url.ToString());
                await page.Link("Sign in").ClickAsync();
                await page.SignInAsync(owner with { Username = owner.Email });
                await page.Button("Allow").ClickAsync();
                await page.Link("Ask for user info").ClickAsync();
                await Expect(page.Claim("Answer of the userinfo endpoint", "email")).ToHaveTextAsync(owner.Email);
            },
            script);
    }
}
