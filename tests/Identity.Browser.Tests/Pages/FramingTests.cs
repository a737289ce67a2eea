using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Identity.Browser.Tests.Pages;

[Collection(nameof(PageStage))]
public sealed class FramingTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData("/signin")]
    [InlineData("/signup")]
    [InlineData("/consent?flow=x")]
    [InlineData("/signout")]
    [InlineData("/device")]
    [InlineData("/account/apps")]
    public async Task B140_no_other_site_shows_our_pages_in_a_frame(string path)
    {
        // The attacker's site frames two pages: one of its own, which the browser shows, and ours.
        await using var attacker = await StartAsync(new Uri(stage.Product.Url, path));
        var site = new Uri(attacker.Urls.First());

        await browsers.Browser.WalkAsync(
            async page =>
            {
                var shown = new ConcurrentDictionary<string, string>();
                var both = new TaskCompletionSource();
                page.FrameNavigated += (_, frame) =>
                {
                    if (frame.ParentFrame is null || frame.Url is "" or "about:blank") return;
                    shown[frame.Name] = frame.Url;
                    if (shown.Count == 2) both.TrySetResult();
                };

                await page.GotoAsync(site.ToString());
                await both.Task.WaitAsync(TimeSpan.FromSeconds(30));

                Assert.Equal(new Uri(site, "/own").ToString(), shown["own"]);
                Assert.StartsWith("chrome-error:", shown["ours"], StringComparison.Ordinal);
            },
            name: $"framing{path.Replace('/', '-').Replace('?', '-')}");
    }

    private static async Task<WebApplication> StartAsync(Uri framed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/own", () => Results.Content("<!doctype html><title>Own</title>", "text/html"));
        app.MapGet("/", () => Results.Content(
            $"<!doctype html><title>Win</title><iframe name=own src=/own></iframe><iframe name=ours src=\"{WebUtility.HtmlEncode(framed.ToString())}\"></iframe>", "text/html"));
        await app.StartAsync();
        return app;
    }
}
