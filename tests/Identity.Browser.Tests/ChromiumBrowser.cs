using System.Runtime.CompilerServices;
using Identity.Browser.Tests.Processes;
using Microsoft.Playwright;

namespace Identity.Browser.Tests;

/// <summary>The Chromium of this machine, headless.</summary>
internal sealed class ChromiumBrowser : IAsyncDisposable
{
    // Debian's and Ubuntu's names first, then those of other systems.
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    // Milliseconds; generous, because the tests of other projects share the machine.
    private const int Patience = 15_000;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static async Task<ChromiumBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindChromium(),
            // Chromium cannot make its sandbox as root, as in most containers.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new(playwright, browser);
    }

    /// <summary>Walks through pages in a browser window of its own; a failure leaves a screenshot and a trace in <c>artifacts/</c>.</summary>
    public async Task WalkAsync(Func<IPage, Task> journey, bool script = true, [CallerMemberName] string name = "")
    {
        await using var context = await browser.NewContextAsync(new() { JavaScriptEnabled = script, Locale = "en-GB" });
        context.SetDefaultTimeout(Patience);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        try
        {
            await journey(page);
        }
        catch
        {
            var kept = Repository.Source("artifacts", "browser", script ? name : $"{name}_without_script");
            await page.ScreenshotAsync(new() { Path = $"{kept}.png", FullPage = true });
            await context.Tracing.StopAsync(new() { Path = $"{kept}.zip" });
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string FindChromium()
        => Environment.GetEnvironmentVariable("IDENTITY_TEST_CHROMIUM") ?? Array.Find(Places, File.Exists)
            ?? throw new InvalidOperationException("No Chromium was found. Install the package 'chromium', or name a browser in IDENTITY_TEST_CHROMIUM.");
}
