using Identity.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class PasswordTests(BrowserTestStage browsers, PageStage stage)
{
    private const string Another = "quite another password";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_who_forgot_the_password_comes_to_the_app_with_the_mailed_code(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = await Person.CreateAsync(stage.Product);
                await new Visit(stage, page).AuthorizeAsync("own");
                await page.Link("Forgot your password?").ClickAsync();
                await page.ForgetAsync(person);
                await Expect(page.Heading("Check your email")).ToBeVisibleAsync();

                await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(person.Email)));
                await page.Button("Continue").ClickAsync();
                await page.ChooseAsync(Another);
                await Expect(page.Heading("Password changed")).ToBeVisibleAsync();
                await page.Link("Sign in").ClickAsync();
                await page.SignInAsync(person with { Password = Another });

                await page.ArriveAtAsync(Visit.RedirectUri);
                Assert.Contains("code=", page.Url, StringComparison.Ordinal);
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_link_leads_to_the_new_password_which_is_the_only_one_then(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var person = await Person.CreateAsync(stage.Product);
                await new Visit(stage, page).ForgetAsync(person);

                await page.GotoAsync(Mails.LinkIn(await stage.Product.MailToAsync(person.Email)));
                await page.ArriveAtAsync(new Uri(stage.Product.Url, "/reset").ToString());
                await page.ChooseAsync(Another);
                await page.Link("Sign in").ClickAsync();
                await page.SignInAsync(person);
                await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
                await page.SignInAsync(person with { Password = Another });

                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_who_is_signed_in_changes_the_password_and_stays_signed_in(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var (visit, person) = (new Visit(stage, page), await Person.CreateAsync(stage.Product));
                await visit.SignInAsync(person);
                await page.Link("Change password").ClickAsync();

                await page.ChangePasswordAsync(person.Password, Another);

                await Expect(page.GetByText("Your password is changed.")).ToBeVisibleAsync();
                await visit.OpenAsync("/");
                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
            },
            script);
}
