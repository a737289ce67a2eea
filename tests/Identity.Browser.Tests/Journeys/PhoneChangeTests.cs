using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class PhoneChangeTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_adds_a_phone_number_with_the_code_that_was_sent_there_and_removes_it(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var (visit, person, number) = (new Visit(stage, page), await Person.CreateAsync(stage.Product), Phoning.NewNumber());
                await visit.SignInAsync(person);
                await page.Link("Phone number").ClickAsync();
                await page.AskForNumberAsync(person, number);
                await Expect(page.Heading("Check your phone")).ToBeVisibleAsync();
                await Expect(page.GetByText($"+49 1512 {number[7..]}")).ToBeVisibleAsync();

                await page.Field("Code").FillAsync(Mails.CodeInText(await stage.Product.MailToAsync(number)));
                await page.Button("Confirm phone number").ClickAsync();
                await Expect(page.GetByText("Your phone number is confirmed.")).ToBeVisibleAsync();
                await Expect(page.GetByText($"+49 1512 {number[7..]}")).ToBeVisibleAsync();

                await page.Field("Current password").FillAsync(person.Password);
                await page.Button("Remove phone number").ClickAsync();
                await Expect(page.GetByText("Your account has no phone number.")).ToBeVisibleAsync();
            },
            script);
}
