using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Identity.Hosting.Tests;

public sealed class BrowserTests(SampleServer server)
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("IDENTITY_TEST_SCREENSHOTS");

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Light, 320)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Every_part_is_accessible_and_fits(ColorScheme scheme, int width)
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is not installed");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 900 } });
        var violations = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error" && !message.Text.EndsWith("422 (Unprocessable Entity)", StringComparison.Ordinal)) violations.Add(message.Text); };

        foreach (var name in new[] { "components", "gallery", "components-error" })
        {
            await page.GotoAsync(new Uri(server.Client.BaseAddress!, name.Split('-')[0]).ToString());
            if (name.EndsWith("error", StringComparison.Ordinal))
            {
                await page.ClickAsync("button[type=submit]");
                await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
            }

            if (name == "gallery") await page.ClickAsync("summary");
            if (Screenshots is not null) await page.ScreenshotAsync(new() { Path = $"{Screenshots}/{name}-{scheme}-{width}.png", FullPage = true });

            Assert.Empty(violations);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} scrolls sideways");
            var found = await page.RunAxe();
            Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(v => $"{name}: {v.Id}: {v.Nodes[0].Html}")));
        }
    }

    [Fact]
    public async Task A_form_may_end_at_the_address_that_was_allowed()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is not installed");
        await using var app = await SampleRole.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var port = new Uri(app.Urls.First()).Port;

        foreach (var (target, allowed) in new[] { ($"http://[::1]:{port}/health/live", true), ($"http://127.0.0.1:{port + 1}/", false) })
        {
            // The first page is still on its way to an error page of the browser, which would interrupt what comes next on it.
            var page = await browser.NewPageAsync();
            var refused = new TaskCompletionSource<string>();
            page.Console += (_, message) => { if (message.Text.Contains("form-action", StringComparison.Ordinal)) refused.TrySetResult(message.Text); };
            page.RequestFailed += (_, request) => { if (request.Url == target && allowed) refused.TrySetResult(request.Failure ?? ""); };
            await page.GotoAsync($"{app.Urls.First()}/leave?allow={allowed}&to={Uri.EscapeDataString(target)}");
            await page.ClickAsync("button");
            Assert.Equal(!allowed, (await refused.Task).Contains("form-action", StringComparison.Ordinal));
        }
    }
}
