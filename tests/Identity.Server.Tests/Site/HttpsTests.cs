using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

/// <summary>As in production: behind a proxy that ends https.</summary>
public sealed class HttpsTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Server:PublicUrl"] = "https://login.example.com",
        ["Proxy:Trusted:0"] = "127.0.0.1",
    };

    [Fact]
    public async Task B062_B064_over_https_cookies_are_locked_to_the_host_and_browsers_stay_on_https()
    {
        await using var server = await TestServer.StartAsync(settings: Settings);
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var page = await browser.SendAsync(HttpMethod.Get, "/signin", more: Proxied);
        var cookie = page.Headers.GetValues("Set-Cookie").Single();

        var answer = await browser.SendAsync(
            HttpMethod.Post, "/signin", BackChannel.Content(("username", ada.Username), ("password", ada.Password), ("__RequestVerificationToken", page.Field("__RequestVerificationToken")!)),
            request =>
            {
                Proxied(request);
                request.Headers.Add("Cookie", cookie.Split(';')[0]);
            });

        Assert.Equal(302, answer.Status);
        Assert.Contains("max-age=63072000", page.Header("Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.All([cookie, .. answer.Headers.GetValues("Set-Cookie")], c =>
        {
            Assert.StartsWith("__Host-", c, StringComparison.Ordinal);
            Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task B090_B130_links_and_the_issuer_are_those_of_the_settings_whatever_host_was_asked_for()
    {
        await using var server = await TestServer.StartAsync(settings: Settings);
        var app = await server.CreateClientAsync();

        var discovery = await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration", more: request =>
        {
            Proxied(request);
            request.Headers.Add("X-Forwarded-Host", "evil.example.com");
        });
        var silent = await server.SendAsync(HttpMethod.Get, app.Request().With("prompt", "none").Address, more: Proxied);
        var foreign = await server.SendAsync(HttpMethod.Get, "/signin", more: request => request.Headers.Host = "evil.example.com");

        Assert.Equal("https://login.example.com", discovery.Json.Text("issuer"));
        Assert.Equal("https://login.example.com/connect/token", discovery.Json.Text("token_endpoint"));
        Assert.Equal("https://login.example.com", silent["iss"]);
        Assert.Equal(421, foreign.Status);
        Assert.Null(foreign.Location);
    }

    private static void Proxied(HttpRequestMessage request)
    {
        request.Headers.Host = "login.example.com";
        request.Headers.Add("X-Forwarded-Proto", "https");
    }
}
