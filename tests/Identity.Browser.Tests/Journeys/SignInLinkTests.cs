using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class SignInLinkTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_comes_to_the_app_with_the_mailed_code_and_no_password(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = await Person.CreateAsync(stage.Product);
                await new Visit(stage, page).AuthorizeAsync("own");
                await page.Link("Email me a sign-in link").ClickAsync();
                await page.AskForLinkAsync(person);
                await Expect(page.Heading("Check your email")).ToBeVisibleAsync();

                await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(person.Email)));
                await page.Button("Continue").ClickAsync();

                await page.ArriveAtAsync(Visit.RedirectUri);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_link_signs_in_the_browser_that_asked_after_one_button(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = await Person.CreateAsync(stage.Product);
                await new Visit(stage, page).AskForLinkAsync(person);

                await page.GotoAsync(Mails.LinkIn(await stage.Product.MailToAsync(person.Email)));
                await page.Button("Continue").ClickAsync();

                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
                await Expect(page.GetByText(person.Email)).ToBeVisibleAsync();
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Another_browser_shows_the_code_for_the_one_that_asked(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = await Person.CreateAsync(stage.Product);
                await new Visit(stage, page).AskForLinkAsync(person);
                var link = Mails.LinkIn(await stage.Product.MailToAsync(person.Email));
                string code = "";
                await browsers.Browser.WalkAsync(
                    async phone =>
                    {
                        await phone.GotoAsync(link);
                        await Expect(phone.Heading("Your code")).ToBeVisibleAsync();
                        code = await phone.Locator("[data-part=code]").InnerTextAsync();
                    },
                    script,
                    $"phone-{script}");

                await page.Field("Code").FillAsync(code);
                await page.Button("Continue").ClickAsync();

                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
            },
            script);
}
