using Identity.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Pages;

[Collection(nameof(PageStage))]
public sealed class PageTests(BrowserTestStage browsers, PageStage stage)
{
    public static TheoryData<string> Names => PageStates.Names;

    [Theory]
    [InlineData("signin-app")]
    [InlineData("setup-errors")]
    [InlineData("home")]
    [InlineData("accounts")]
    [InlineData("consent-new")]
    [InlineData("apps")]
    [InlineData("reference-open")]
    [InlineData("device-rejected")]
    [InlineData("device-confirm")]
    [InlineData("signout-several")]
    [InlineData("signedout-told")]
    [InlineData("error-pkce")]
    public Task Every_page_is_accessible(string name)
        => LookAsync(name, (ColorScheme.Light, 1280));

    [Theory]
    [Trait("Set", "All")]
    [MemberData(nameof(Names))]
    public Task Every_state_of_a_page_is_accessible_and_fits_in_both_schemes_and_at_both_widths(string name)
        => LookAsync(name, (ColorScheme.Light, 1280), (ColorScheme.Light, 320), (ColorScheme.Dark, 320), (ColorScheme.Dark, 1280));

    [Theory]
    [Trait("Set", "All")]
    [InlineData("signin-rejected")]
    [InlineData("accounts-signed-out")]
    [InlineData("consent")]
    [InlineData("device-confirm")]
    [InlineData("reference-open")]
    public Task Every_page_can_be_read_from_right_to_left(string name)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                await PageStates.OpenAsync(name, new Visit(stage, page));
                await page.EvaluateAsync("document.documentElement.dir = 'rtl'");
                await page.CheckAsync($"{name}-rtl", ColorScheme.Light, 320);
                await page.CheckAsync($"{name}-rtl", ColorScheme.Light, 1280);
            },
            name: $"rtl-{name}");

    [Theory]
    [Trait("Set", "All")]
    [InlineData("signin-app")]
    [InlineData("signup")]
    [InlineData("signup-verify")]
    [InlineData("signin-link")]
    [InlineData("signin-link-code")]
    [InlineData("signin-phone")]
    [InlineData("signin-phone-code")]
    [InlineData("forgot")]
    [InlineData("password")]
    [InlineData("email")]
    [InlineData("phone-changed")]
    [InlineData("phone-verify")]
    [InlineData("not-me")]
    [InlineData("consent-new")]
    [InlineData("apps-remove")]
    [InlineData("reference")]
    [InlineData("device-confirm")]
    [InlineData("home")]
    [InlineData("error-pkce")]
    public Task Every_page_fits_in_German(string name)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                await PageStates.OpenAsync(name, new Visit(stage, page));
                await page.Field("Language").SelectOptionAsync("de");
                await Assertions.Expect(page.Locator("html[lang=de]")).ToBeVisibleAsync();
                await page.ReadAsync();
                await page.CheckMarkupAsync();
                await page.CheckAsync($"{name}-de", ColorScheme.Light, 320);
                await page.CheckAsync($"{name}-de", ColorScheme.Dark, 1280);
            },
            name: $"de-{name}");

    private Task LookAsync(string name, params (ColorScheme Scheme, int Width)[] looks)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var complaints = page.Complaints();
                // A machine that is busy aborts transitions, and the browser complains.
                await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
                await PageStates.OpenAsync(name, new Visit(stage, page));
                await page.ReadAsync();
                await page.CheckMarkupAsync();
                foreach (var (scheme, width) in looks) await page.CheckAsync(name, scheme, width);
                Assert.Empty(complaints);
            },
            name: $"page-{name}");
}
