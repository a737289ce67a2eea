using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class SignUpTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_newcomer_makes_an_account_for_an_app_with_the_mailed_code(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = Person.Random();
                await new Visit(stage, page).AuthorizeAsync("own", parameters: ("prompt", "create"));
                await page.SignUpAsync(person);
                await Expect(page.Heading("Check your email")).ToBeVisibleAsync();

                await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(person.Email)));
                await page.Button("Verify").ClickAsync();

                await page.ArriveAtAsync(Visit.RedirectUri);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_newcomer_confirms_by_the_link_and_is_signed_in(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = Person.Random();
                await page.GotoAsync(new Uri(stage.Product.Url, "/signin").ToString());
                await page.Link("Create an account").ClickAsync();
                await page.SignUpAsync(person);
                await Expect(page.Heading("Check your email")).ToBeVisibleAsync();

                await page.GotoAsync(Mails.LinkIn(await stage.Product.MailToAsync(person.Email)));
                await page.Button("Confirm email").ClickAsync();

                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
                await Expect(page.GetByText(person.Email)).ToBeVisibleAsync();
            },
            script);
}
