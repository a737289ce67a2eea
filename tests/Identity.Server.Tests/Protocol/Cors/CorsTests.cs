using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Cors;

public sealed class CorsTests(TestServer server)
{
    private static readonly string[] Called = ["/connect/token", "/connect/userinfo", "/.well-known/openid-configuration", "/.well-known/jwks"];

    [Fact]
    public async Task Scripts_of_a_registered_app_may_call_what_apps_call_without_cookies()
    {
        var app = await server.CreatePublicClientAsync();
        var origin = new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority);

        foreach (var address in Called)
        {
            var preflight = await PreflightAsync(address, origin);
            Assert.Equal(origin, preflight.Header("Access-Control-Allow-Origin"));
            Assert.Empty(preflight.Header("Access-Control-Allow-Credentials"));
            Assert.Contains("Authorization", preflight.Header("Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("https://attacker.example.com")]
    [InlineData("null")]
    [InlineData("http://localhost")]
    public async Task B033_other_origins_may_call_nothing(string origin)
    {
        foreach (var address in Called) Assert.Empty((await PreflightAsync(address, origin)).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task B033_a_registered_origin_may_not_read_pages_or_authorize_in_the_background()
    {
        var app = await server.CreatePublicClientAsync();
        var origin = new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority);

        foreach (var address in new[] { "/connect/authorize", "/connect/endsession", "/signin", "/", "/accounts" })
        {
            Assert.Empty((await PreflightAsync(address, origin)).Header("Access-Control-Allow-Origin"));
            Assert.Empty((await server.SendAsync(HttpMethod.Get, address, more: r => r.Headers.Add("Origin", origin))).Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task B033_an_origin_that_only_looks_like_a_registered_one_may_call_nothing()
    {
        var app = await server.CreatePublicClientAsync();
        var origin = new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority);

        foreach (var other in new[] { origin + ".attacker.com", origin + ":444", origin.Replace("https", "http", StringComparison.Ordinal), origin.ToUpperInvariant() })
        {
            Assert.Empty((await PreflightAsync("/connect/token", other)).Header("Access-Control-Allow-Origin"));
        }
    }

    private Task<Answer> PreflightAsync(string address, string origin) => server.SendAsync(HttpMethod.Options, address, more: request =>
    {
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
    });
}
