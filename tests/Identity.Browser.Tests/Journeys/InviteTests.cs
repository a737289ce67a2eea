using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class InviteTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_who_is_invited_joins_with_the_keyboard_and_is_signed_in(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var (email, _) = await new Visit(stage, page).OpenInvitationAsync();
                await Expect(page.Heading("Join Identity")).ToBeVisibleAsync();
                await Expect(page.Field("Your name (optional)")).ToBeFocusedAsync();

                await page.Keyboard.TypeAsync("Ada Lovelace");
                await page.Keyboard.PressAsync("Tab");
                await Expect(page.Field("Password")).ToBeFocusedAsync();
                await page.Keyboard.TypeAsync("a long enough password");
                await page.Keyboard.PressAsync("Enter");

                await Expect(page.Heading("You are signed in")).ToBeVisibleAsync();
                await Expect(page.GetByText(email)).ToBeVisibleAsync();
            },
            script);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_who_is_invited_to_an_app_arrives_there(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                await page.RouteAsync("https://app.example/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>App</title><h1>App</h1>" }));
                await new Visit(stage, page).OpenInvitationAsync("--client", "own", "--name", "Ada Lovelace");
                await Expect(page.GetByText("Acme Mail")).ToBeVisibleAsync();

                await page.Field("Password").FillAsync("a long enough password");
                await page.Button("Join Identity").ClickAsync();

                await page.ArriveAtAsync("https://app.example/");
            },
            script);
}
