using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol;

/// <summary>
/// Modules of OpenID's Basic OP plan, by their names. Those that other tests are about carry the trait "Module" there.
/// </summary>
public sealed class BasicConformanceTests(TestServer server)
{
    [Fact]
    public async Task oidcc_server()
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);

        foreach (var app in new[] { await server.CreateClientAsync(), await server.CreateClientAsync() })
        {
            var request = app.Request("openid profile");
            var tokens = await server.TokensAsync(browser, request);
            var id = (await server.VerifyAsync(tokens.IdToken)).Claims;

            Assert.Equal((server.Issuer, app.ClientId, request.Nonce), (id.Text("iss"), id.Text("aud"), id.Text("nonce")));
            Assert.Equal(id.Text("sub"), (await server.UserInfoAsync(tokens.AccessToken)).Json.Text("sub"));
            Assert.Equal("Bearer", tokens.Answer.Json.Text("token_type"));
        }
    }

    [Fact]
    public async Task oidcc_response_type_missing()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var app = await server.CreateClientAsync();

        var answer = await browser.AuthorizeAsync(app.Request().Without("response_type"));

        Assert.True(answer is { Status: 400, PageName: "error" } || answer.Find("error") is "invalid_request" or "unsupported_response_type", answer.ToString());
    }

    [Fact]
    public async Task oidcc_alternate_happy_flow()
        => await SucceedsAsync(app => app.Request("email profile openid").Reversed());

    [Theory]
    [InlineData("display", "page")]
    [InlineData("display", "popup")]
    [InlineData("ui_locales", "se fr-CA en")]
    [InlineData("claims_locales", "se")]
    [InlineData("extra", "foobar")]
    [InlineData("acr_values", "urn:identity:acr:single")]
    [InlineData("login_hint", "somebody@example.com")]
    [InlineData("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}")]
    public async Task oidcc_ensure_request_with_a_harmless_parameter_succeeds(string name, string value)
        => await SucceedsAsync(app => app.Request("openid profile").With(name, value));

    [Fact]
    public async Task oidcc_scope_all()
    {
        var ada = await server.CreateUserAsync(new { name = "Ada", phone_number = "+44 20 7946 0000", address = new { locality = "London" } });
        using var browser = await server.NewBrowserAsync(ada);
        var app = await server.CreateClientAsync();

        var tokens = await server.TokensAsync(browser, app.Request("openid profile email address phone"));
        var claims = (await server.UserInfoAsync(tokens.AccessToken)).Json;

        Assert.All(new[] { "sub", "name", "email", "email_verified", "address", "phone_number", "phone_number_verified" }, name => Assert.True(claims.ContainsKey(name), name));
    }

    [Theory]
    [InlineData("request_uri", "https://app.example.com/request.jwt", "request_uri_not_supported")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.eyJub25jZSI6IngifQ.", "request_not_supported")]
    public async Task oidcc_unsigned_request_object_rejected_as_unsupported(string name, string value, string error)
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var app = await server.CreateClientAsync();

        var answer = await browser.AuthorizeAsync(app.Request().With(name, value));

        Assert.Equal(error, answer["error"]);
    }

    private async Task SucceedsAsync(Func<App, CodeRequest> request)
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var app = await server.CreateClientAsync();

        Assert.NotNull((await server.TokensAsync(browser, request(app))).IdToken);
    }
}
