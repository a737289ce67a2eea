using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class CodeFlowTests(TestServer server)
{
    [Fact]
    [Trait("Module", "oidcc-idtoken-signature")]
    [Trait("Module", "oidcc-ensure-request-with-valid-pkce-succeeds")]
    public async Task The_id_token_says_who_signed_in_where_when_and_how()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var request = app.Request();

        var answer = await browser.SignInAsync(ada, await browser.AuthorizeAsync(request));
        var tokens = Tokens.Of(await server.RedeemAsync(request, answer["code"]));
        var id = await server.VerifyAsync(tokens.IdToken);

        Assert.Equal("RS256", id.Header.Text("alg"));
        Assert.Equal(
            ["acr", "amr", "at_hash", "aud", "auth_time", "azp", "exp", "iat", "iss", "nonce", "sid", "sub"],
            id.Claims.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.Equal(server.Issuer, id.Claims.Text("iss"));
        Assert.Equal(app.ClientId, id.Claims.Text("aud"));
        Assert.Equal(app.ClientId, id.Claims.Text("azp"));
        Assert.Equal(ada.Subject, id.Claims.Text("sub"));
        Assert.Equal(request.Nonce, id.Claims.Text("nonce"));
        Assert.Equal("urn:identity:acr:single", id.Claims.Text("acr"));
        Assert.Equal(["pwd"], id.Claims.Texts("amr"));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), id.Claims["auth_time"]!.GetValue<long>());
        Assert.Equal(600, id.Claims["exp"]!.GetValue<long>() - id.Claims["iat"]!.GetValue<long>());
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(tokens.AccessToken)).AsSpan(0, 16)), id.Claims.Text("at_hash"));
    }

    [Fact]
    public async Task B039_the_access_token_is_for_the_issuer_and_short_lived_and_says_nothing_private()
    {
        var (app, person, tokens) = await server.TokensAsync("openid profile email");

        var access = await server.VerifyAsync(tokens.AccessToken);

        Assert.Equal("at+jwt", access.Header.Text("typ"));
        Assert.Equal("ES256", access.Header.Text("alg"));
        Assert.Equal(server.Issuer, access.Claims.Text("iss"));
        Assert.Equal(server.Issuer, access.Claims.Text("aud"));
        Assert.Equal(person.Subject, access.Claims.Text("sub"));
        Assert.Equal(app.ClientId, access.Claims.Text("client_id"));
        Assert.Equal("openid profile email", access.Claims.Text("scope"));
        Assert.Equal(900, access.Claims["exp"]!.GetValue<long>() - access.Claims["iat"]!.GetValue<long>());
        Assert.Equal(900, tokens.Answer.Json["expires_in"]!.GetValue<int>());
        Assert.DoesNotContain(access.Claims, claim => claim.Key is "email" or "name" or "sid" or "amr" or "preferred_username");
    }

    [Fact]
    public async Task B039_the_audience_is_the_resource_of_a_scope_and_nothing_else()
    {
        var api = $"https://api.example.com/{Guid.NewGuid():N}";
        var scope = $"orders.{Guid.NewGuid():N}";
        await server.ApplyAsync(new { resources = new[] { new { identifier = api, display_name = "Orders", signing_alg = "RS256" } }, scopes = new[] { new { name = scope, display_name = "Orders", resources = new[] { api } } } });
        var app = await server.CreateClientAsync(new { scope = $"openid {scope}" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var access = await server.VerifyAsync((await server.TokensAsync(browser, app.Request($"openid {scope}"))).AccessToken);

        Assert.Equal(api, access.Claims.Text("aud"));
        Assert.Equal("RS256", access.Header.Text("alg"));
    }

    [Theory]
    [InlineData("client_secret_basic")]
    [InlineData("client_secret_post")]
    [Trait("Module", "oidcc-server-client-secret-post")]
    public async Task An_app_authenticates_as_it_is_registered(string method)
    {
        var app = await server.CreateClientAsync(new { token_endpoint_auth_method = method });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();
        (string, string)[] fields = [("grant_type", "authorization_code"), ("code", await browser.CodeAsync(request)), ("redirect_uri", app.RedirectUri), ("code_verifier", request.Verifier)];

        var answer = method == "client_secret_basic"
            ? await server.TokenAsync(app, fields)
            : await server.PostAsync("/connect/token", [.. fields, ("client_id", app.ClientId), ("client_secret", app.Secret!)]);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task An_app_without_a_secret_redeems_its_code_by_PKCE()
    {
        var app = await server.CreatePublicClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.NotNull((await server.TokensAsync(browser, app.Request())).IdToken);
    }

    [Fact]
    [Trait("Module", "oidcc-ensure-request-without-nonce-succeeds-for-code-flow")]
    public async Task Without_a_nonce_the_flow_works_and_the_token_has_none()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var tokens = await server.TokensAsync(browser, app.Request().Without("nonce"));

        Assert.False(Jwt.Read(tokens.IdToken).Claims.ContainsKey("nonce"));
    }

    [Fact]
    public async Task Access_and_id_tokens_leave_no_row_behind()
    {
        var (app, _, _) = await server.TokensAsync("openid offline_access");

        var kinds = await server.InDatabaseAsync(db => db.Tokens.Where(t => t.Application!.ClientId == app.ClientId).Select(t => t.Type!).ToListAsync());

        Assert.Equal(2, kinds.Count);
        Assert.DoesNotContain(kinds, kind => kind.Contains("access_token", StringComparison.Ordinal) || kind.Contains("id_token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openid", false)]
    [InlineData("openid offline_access", true)]
    public async Task Only_an_app_that_asks_for_offline_access_gets_a_refresh_token(string scope, bool expected)
    {
        var (_, _, tokens) = await server.TokensAsync(scope);

        Assert.Equal(expected, tokens.RefreshToken is not null);
    }

    [Fact]
    public async Task An_app_that_is_not_registered_for_refreshing_gets_no_refresh_token()
    {
        var app = await server.CreateClientAsync(new { grant_types = new[] { "authorization_code" } });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request("openid offline_access"));

        if (answer.Find("code") is { } code) Assert.Null(Tokens.Of(await server.RedeemAsync(app.Request(), code)).RefreshToken);
        else Assert.Equal("invalid_request", answer.Error);
    }
}
