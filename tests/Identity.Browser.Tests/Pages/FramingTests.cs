using Microsoft.Playwright;

namespace Identity.Browser.Tests.Pages;

[Collection(nameof(PageStage))]
public sealed class FramingTests(BrowserTestStage browsers, PageStage stage)
{
    private const string Attacker = "https://attacker.example/";

    [Theory]
    [InlineData("/signin")]
    [InlineData("/consent?flow=x")]
    [InlineData("/signout")]
    [InlineData("/device")]
    [InlineData("/account/apps")]
    public Task B140_no_other_site_shows_our_pages_in_a_frame(string path) => browsers.Browser.WalkAsync(
        async page =>
        {
            var refused = new TaskCompletionSource<string>();
            page.Console += (_, message) => { if (message.Text.Contains("frame-ancestors", StringComparison.Ordinal)) refused.TrySetResult(message.Text); };
            var framed = new Uri(stage.Product.Url, path);
            await page.RouteAsync($"{Attacker}**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<!doctype html><title>Win</title><iframe src='{framed}'></iframe>" }));

            await page.GotoAsync(Attacker, new() { WaitUntil = WaitUntilState.Commit });

            Assert.Contains("frame-ancestors", await refused.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
            Assert.Equal(0, await page.FrameLocator("iframe").Locator("form").CountAsync());
        },
        name: $"framing{path.Replace('/', '-').Replace('?', '-')}");
}
