using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.RequestObjects;

public sealed class RequestObjectTests(TestServer server)
{
    [Fact]
    public async Task A_signed_request_is_answered()
    {
        using var key = ClientKey.Create();
        var (app, browser) = await StageAsync(key);
        var request = app.Request().With("claims", """{"id_token":{"email":null}}""").With("max_age", "3600");

        var answer = await browser.AuthorizeAsync(Signed(request, key));
        var tokens = Tokens.Of(await server.RedeemAsync(request, answer["code"]));

        Assert.Equal(request.State, answer["state"]);
        Assert.True(Jwt.Read(tokens.IdToken).Claims.ContainsKey("email"));
        Assert.Equal(request.Nonce, Jwt.Read(tokens.IdToken).Claims.Text("nonce"));
    }

    [Fact]
    public async Task A_signed_request_goes_through_the_pages_as_it_was_signed()
    {
        using var key = ClientKey.Create("RS256");
        var app = await AppAsync(key);
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var request = app.Request();

        var answer = await browser.SignInAsync(ada, await browser.AuthorizeAsync(Signed(request, key)));

        Assert.Equal(request.State, answer["state"]);
    }

    [Fact]
    [Trait("Module", "oidcc-ensure-request-object-with-redirect-uri")]
    public async Task Only_what_was_signed_counts()
    {
        using var key = ClientKey.Create("PS256");
        var (app, browser) = await StageAsync(key);
        var request = app.Request();

        var answer = await browser.AuthorizeAsync(Signed(request, key)
            .With("redirect_uri", "https://attacker.example.com/").With("state", "another").With("nonce", "another").With("scope", "openid email"));

        Assert.StartsWith(app.RedirectUri, answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(request.State, answer["state"]);
    }

    [Fact]
    [Trait("Module", "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")]
    public async Task B010_an_unsigned_request_object_is_refused_by_name()
    {
        using var key = ClientKey.Create();
        var (app, browser) = await StageAsync(key);
        var request = app.Request();
        var unsigned = $"{Jwt.Encode(new JsonObject { ["alg"] = "none" })}.{Jwt.Encode(Claims(request))}.";

        var answer = await browser.AuthorizeAsync(request.With("request", unsigned));

        Assert.Equal("request_not_supported", answer["error"]);
        Assert.Equal(request.State, answer["state"]);
    }

    [Fact]
    [Trait("Module", "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")]
    public async Task B010_a_request_object_by_reference_is_refused_by_name_and_never_fetched()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = (await server.CreateClientAsync()).Request();

        var answer = await browser.AuthorizeAsync(request.With("request_uri", "https://127.0.0.1:1/object"));

        Assert.Equal("request_uri_not_supported", answer["error"]);
        Assert.Equal(request.State, answer["state"]);
    }

    [Fact]
    public async Task B010_an_object_signed_with_a_strange_key_is_refused()
    {
        using var key = ClientKey.Create();
        using var strange = ClientKey.Create();
        var (app, browser) = await StageAsync(key);
        var request = app.Request();

        var forged = strange.Sign(Claims(request), new { kid = key.Id });

        Assert.Equal("invalid_request_object", (await browser.AuthorizeAsync(request.With("request", forged)))["error"]);
    }

    [Fact]
    public async Task B010_a_secret_or_a_public_key_signs_nothing()
    {
        using var key = ClientKey.Create("RS256");
        var (app, browser) = await StageAsync(key);
        var request = app.Request();
        var hmac = $"{Jwt.Encode(new JsonObject { ["alg"] = "HS256" })}.{Jwt.Encode(Claims(request))}.c2lnbmF0dXJl";

        Assert.Equal("invalid_request_object", (await browser.AuthorizeAsync(request.With("request", hmac)))["error"]);
    }

    public static TheoryData<string> Wrong => new(
        """{"iss":"somebody"}""",
        """{"aud":"https://other.example.com"}""",
        """{"client_id":"somebody"}""",
        """{"exp":1}""",
        """{"nbf":99999999999}""",
        """{"request":"x"}""",
        """{"request_uri":"urn:x"}""",
        """{"sub":"CLIENT"}""");

    [Theory, MemberData(nameof(Wrong))]
    public async Task B010_an_object_that_says_something_wrong_is_refused(string claims)
    {
        using var key = ClientKey.Create();
        var (app, browser) = await StageAsync(key);
        var request = app.Request();
        var wrong = JsonNode.Parse(claims.Replace("CLIENT", app.ClientId, StringComparison.Ordinal))!.AsObject();

        var answer = await browser.AuthorizeAsync(Signed(request, key, wrong));

        Assert.Equal("invalid_request_object", answer["error"]);
    }

    [Fact]
    public async Task A_client_that_has_to_sign_is_refused_without()
    {
        using var key = ClientKey.Create();
        var (app, browser) = await StageAsync(key, new { require_signed_request_object = true });

        Assert.Equal("invalid_request", (await browser.AuthorizeAsync(app.Request()))["error"]);
        Assert.Equal("invalid_request", (await server.PushAsync(app.Request())).Error);
        Assert.NotNull((await browser.AuthorizeAsync(Signed(app.Request(), key))).Find("code"));
    }

    [Fact]
    public async Task A_client_keeps_to_the_algorithm_that_it_registered()
    {
        using var first = ClientKey.Create("ES256");
        using var second = ClientKey.Create("RS256");
        var app = await AppAsync(ClientKey.SetOf(first, second), new { request_object_signing_alg = "ES256" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.NotNull((await browser.AuthorizeAsync(Signed(app.Request(), first))).Find("code"));
        Assert.Equal("invalid_request_object", (await browser.AuthorizeAsync(Signed(app.Request(), second)))["error"]);
    }

    [Fact]
    public async Task A_signed_request_may_be_pushed()
    {
        using var key = ClientKey.Create();
        var (app, browser) = await StageAsync(key);
        var request = app.Request();

        var pushed = await server.CallAsync(app, "/connect/par", ("request", key.Sign(Claims(request))));

        Assert.Equal(request.State, (await browser.OpenAsync(pushed.Address(app)))["state"]);
        Assert.Equal("invalid_request_object", (await server.CallAsync(app, "/connect/par", ("request", "x.y.z"))).Error);
    }

    [Fact]
    public async Task An_app_without_keys_is_told_that_it_has_none()
    {
        using var key = ClientKey.Create();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = (await server.CreateClientAsync()).Request();

        Assert.Equal("request_not_supported", (await browser.AuthorizeAsync(request.With("request", key.Sign(Claims(request)))))["error"]);
    }

    private CodeRequest Signed(CodeRequest request, ClientKey key, JsonObject? more = null)
        => request.With("request", key.Sign(Json.Merge(Claims(request), more)));

    private JsonObject Claims(CodeRequest request)
    {
        var now = server.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = request.App.ClientId, ["aud"] = server.Issuer, ["exp"] = now + 60, ["nbf"] = now };
        foreach (var (name, value) in request.Parameters)
        {
            claims[name] = name switch
            {
                "claims" => JsonNode.Parse(value),
                "max_age" => int.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
                _ => value,
            };
        }

        return claims;
    }

    private Task<App> AppAsync(ClientKey key, object? more = null) => AppAsync(key.Set, more);

    private Task<App> AppAsync(JsonObject jwks, object? more) => server.CreateClientAsync(Json.Merge(new JsonObject { ["jwks"] = jwks }, more));

    private async Task<(App App, WebBrowser Browser)> StageAsync(ClientKey key, object? more = null)
        => (await AppAsync(key, more), await server.NewBrowserAsync(await server.CreateUserAsync()));
}
