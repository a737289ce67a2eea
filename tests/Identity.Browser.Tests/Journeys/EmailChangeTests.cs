using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class EmailChangeTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_moves_to_another_address_with_the_mailed_code(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var (visit, person, next) = (new Visit(stage, page), await Person.CreateAsync(stage.Product), Person.Random());
                await visit.SignInAsync(person);
                await page.Link("Change email").ClickAsync();
                await page.AskForEmailAsync(person, next.Email);
                await Expect(page.Heading("Check your email")).ToBeVisibleAsync();

                await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(next.Email)));
                await page.Button("Change email").ClickAsync();

                await Expect(page.GetByText("Your email is changed.")).ToBeVisibleAsync();
                await Expect(page.GetByText(next.Email)).ToBeVisibleAsync();
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_owner_takes_back_what_a_thief_changed_and_chooses_a_new_password(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var (visit, person, thief) = (new Visit(stage, page), await Person.CreateAsync(stage.Product), Person.Random());
                await visit.ChangeEmailAsync(person, thief.Email);
                await page.Context.ClearCookiesAsync();

                await page.GotoAsync(Mails.LinkIn(await stage.Product.MailToAsync(person.Email)));
                await Expect(page.Heading("Was this not you?")).ToBeVisibleAsync();
                await Expect(page.GetByText(person.Email)).ToBeVisibleAsync();
                await page.Button("Secure my account").ClickAsync();
                await Expect(page.GetByText("Your account is secured")).ToBeVisibleAsync();

                await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(person.Email, 2)));
                await page.Button("Continue").ClickAsync();
                await page.ChooseAsync("quite another password");
                await page.Link("Sign in").ClickAsync();
                await page.SignInAsync(person with { Password = "quite another password" });
                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
                await Expect(page.GetByText(person.Email)).ToBeVisibleAsync();
            },
            script);
}
