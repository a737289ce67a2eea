using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class SignInPhoneTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_comes_to_the_app_with_the_code_from_the_phone_and_no_password(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var visit = new Visit(stage, page);
                var number = await visit.SetNumberAsync(await Person.CreateAsync(stage.Product));
                await page.Context.ClearCookiesAsync();

                await visit.AuthorizeAsync("own");
                await page.Link("Text me a sign-in code").ClickAsync();
                await page.AskForCodeAsync(number);
                await Expect(page.Heading("Check your phone")).ToBeVisibleAsync();
                await page.Field("Code").FillAsync(Mails.CodeInText(await stage.Product.MailToAsync(number, 2)));
                await page.Button("Continue").ClickAsync();

                await page.ArriveAtAsync(Visit.RedirectUri);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
            },
            script);
}
