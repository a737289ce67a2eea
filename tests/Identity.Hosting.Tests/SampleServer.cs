using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;

[assembly: AssemblyFixture(typeof(Identity.Hosting.Tests.SampleServer))]

namespace Identity.Hosting.Tests;

/// <summary>One role with default settings for all tests that need nothing else.</summary>
public sealed class SampleServer : IAsyncLifetime
{
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await SampleRole.StartAsync();
        Client = NewClient(_app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<IHtmlDocument> PageAsync(string path) => Parse(await Client.GetStringAsync(path));

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>A browser with cookies of its own that does not follow redirects.</summary>
    public HttpClient NewClient() => NewClient(_app);

    public static HttpClient NewClient(WebApplication app)
        => new(new HttpClientHandler { AllowAutoRedirect = false }, disposeHandler: true) { BaseAddress = new Uri(app.Urls.First()) };

    public static async Task<IHtmlDocument> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var form = Parse(await client.GetStringAsync(path));
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await client.PostAsync(path, content);
        return Parse(await answer.Content.ReadAsStringAsync());
    }
}
