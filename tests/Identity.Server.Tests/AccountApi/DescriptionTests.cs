using System.Text.Json;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.AccountApi;

public sealed class DescriptionTests(TestServer server)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_is_the_reviewed_one()
    {
        var answer = await server.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        Assert.Equal("application/json", answer.MediaType);
        Snapshot.Check("AccountApi/openapi.json", answer.Json.ToJsonString(Indented).Replace(server.Issuer, "https://issuer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B061_B140_the_reference_page_shows_all_of_it_without_script_and_loads_nothing_from_elsewhere()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json;
        using var browser = server.NewBrowser();

        var page = await browser.GetAsync("/reference");

        Assert.Equal((200, "reference"), (page.Status, page.PageName));
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var part = page.Page.GetElementById((string)operation!["operationId"]!)!;
                Assert.Contains($"{method.ToUpperInvariant()} {path}", part.TextContent, StringComparison.Ordinal);
                Assert.All(operation["responses"]!.AsObject(), answer => Assert.Contains(answer.Key, part.QuerySelectorAll("dt").Select(term => term.TextContent)));
            }
        }

        Assert.Contains("address.country", page.Page.GetElementById("readProfile")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("sessions[].sid", page.Page.GetElementById("listSessions")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('`', page.Text);
        Assert.All(page.Page.QuerySelectorAll("script, link, img").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")), a => Assert.StartsWith("/", a, StringComparison.Ordinal));
        Assert.Empty(page.Page.QuerySelectorAll("style, [style], script:not([src])"));
    }
}
