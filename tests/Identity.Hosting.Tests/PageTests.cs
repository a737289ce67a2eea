using System.Net;

namespace Identity.Hosting.Tests;

public sealed class PageTests(SampleServer server)
{
    [Fact]
    public async Task A_page_names_itself_and_its_product()
    {
        var page = await server.PageAsync("/components");

        Assert.Equal("Sign in · Identity", page.Title);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("components", page.Body!.GetAttribute("data-page"));
        Assert.Equal("notes", page.Body.GetAttribute("data-client"));
        Assert.Equal("#main", page.QuerySelector("a.skip")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_file_that_a_page_names_is_served()
    {
        var page = await server.PageAsync("/components");
        var files = page.QuerySelectorAll("link[href], script[src], use[href]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).ToList();

        Assert.True(files.Count >= 4);
        foreach (var file in files)
        {
            using var answer = await server.Client.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Every_icon_that_a_page_names_is_in_the_sprite()
    {
        foreach (var path in new[] { "/components", "/gallery" })
        {
            var page = await server.PageAsync(path);
            foreach (var use in page.QuerySelectorAll("use"))
            {
                var parts = use.GetAttribute("href")!.Split('#');
                Assert.Contains($"id=\"{parts[1]}\"", await server.Client.GetStringAsync(parts[0]), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/components")]
    [InlineData("/gallery")]
    public async Task B060_no_page_has_inline_style_or_script(string path)
    {
        var page = await server.PageAsync(path);

        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }
}
