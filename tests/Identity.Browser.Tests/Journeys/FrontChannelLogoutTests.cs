using Identity.Browser.Tests.Pages;

namespace Identity.Browser.Tests.Journeys;

/// <summary>What only a real browser shows: frames that the policy of the page lets in, and the way on by itself.</summary>
[Collection(nameof(PageStage))]
public sealed class FrontChannelLogoutTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_signed_out_page_tells_the_app_in_a_frame_and_goes_on_by_itself(bool script) => browsers.Browser.WalkAsync(
        async page =>
        {
            var visit = new Visit(stage, page);
            await visit.AuthorizeAsync("told");
            await visit.SignInAsync(stage.Ada);
            await page.ArriveAtAsync(Visit.RedirectUri);

            await visit.OpenAsync($"/connect/endsession?client_id=told&post_logout_redirect_uri={Uri.EscapeDataString(Visit.SignedOutUri)}&state=s");
            var told = await page.RunAndWaitForRequestAsync(() => visit.PressAsync("Sign out"), request => request.Url.StartsWith(Visit.LogoutUri, StringComparison.Ordinal));
            await page.ArriveAtAsync($"{Visit.SignedOutUri}?state=s");

            Assert.NotEqual(page.MainFrame, told.Frame);
            Assert.Contains($"?iss={Uri.EscapeDataString(stage.Product.Url.ToString().TrimEnd('/'))}&sid=", told.Url, StringComparison.Ordinal);
        },
        script);
}
