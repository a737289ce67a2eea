using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>
/// The modules of OpenID's Basic and Form Post OP plans, by their names. Tests elsewhere that look at the same more
/// closely carry the trait "Module".
/// </summary>
public sealed partial class BasicPlanTests(TestServer server)
{
    [Theory, BothPlans]
    public async Task oidcc_server(string mode)
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);

        for (var client = 1; client <= 2; client++)
        {
            var app = await SuiteApp.RegisterAsync(server, mode, new { first_party = false });
            var request = app.Request("openid profile");
            var consent = await browser.AuthorizeAsync(request);
            var tokens = await app.TokensAsync(request, await browser.SubmitAsync(consent, ("decision", "allow")));
            var id = (await server.VerifyAsync(tokens.IdToken)).Claims;

            Assert.Equal("consent", consent.PageName);
            Assert.Equal((server.Issuer, app.App.ClientId, request.Nonce, ada.Subject), (id.Text("iss"), id.Text("aud"), id.Text("nonce"), id.Text("sub")));
            Assert.True(id["exp"]!.GetValue<long>() > id["iat"]!.GetValue<long>());
            Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(tokens.AccessToken)).AsSpan(0, 16)), id.Text("at_hash"));
            Assert.Equal(ada.Subject, (await server.UserInfoAsync(tokens.AccessToken)).Json.Text("sub"));
            Assert.Equal("Bearer", tokens.Answer.Json.Text("token_type"));
            Assert.Contains("no-store", tokens.Answer.Header("Cache-Control"), StringComparison.Ordinal);
        }
    }

    [Theory, BothPlans]
    public async Task oidcc_idtoken_signature(string mode)
    {
        var (_, _, tokens) = await SucceedsAsync(mode);

        var header = (await server.VerifyAsync(tokens.IdToken)).Header;

        Assert.Equal("RS256", header.Text("alg"));
        var keys = (await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Json["keys"]!.AsArray();
        Assert.Contains(header.Text("kid"), keys.Select(key => key!.AsObject().Text("kid")));
    }

    [Theory, BothPlans]
    public async Task oidcc_server_client_secret_post(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode, new { token_endpoint_auth_method = "client_secret_post" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();
        var code = app.Received(request, await browser.AuthorizeAsync(request))["code"];

        var answer = await server.PostAsync(
            "/connect/token",
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", app.App.RedirectUri), ("client_id", app.App.ClientId), ("client_secret", app.App.Secret!));

        Assert.Equal(app.App.ClientId, Jwt.Read(Tokens.Of(answer).IdToken).Claims.Text("aud"));
    }

    [Theory, BothPlans]
    public async Task oidcc_codereuse(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();
        var code = app.Received(request, await browser.AuthorizeAsync(request))["code"];
        Tokens.Of(await server.RedeemAsync(request, code));

        var second = await server.RedeemAsync(request, code);

        Assert.Equal((400, "invalid_grant"), (second.Status, second.Error));
    }

    [Theory, BothPlans]
    public async Task oidcc_refresh_token(string mode)
    {
        var (app, _, first) = await SucceedsAsync(mode, "openid offline_access");

        var second = Tokens.Of(await server.RefreshAsync(app.App, first.RefreshToken));
        var ofAnother = await server.RefreshAsync((await SuiteApp.RegisterAsync(server, mode)).App, second.RefreshToken);

        var (before, after) = (Jwt.Read(first.IdToken).Claims, Jwt.Read(second.IdToken).Claims);
        Assert.All(new[] { "iss", "sub", "aud", "auth_time" }, claim => Assert.Equal(before[claim]!.ToJsonString(), after[claim]!.ToJsonString()));
        Assert.Equal((400, "invalid_grant"), (ofAnother.Status, ofAnother.Error));
    }

    [Theory, BothPlans]
    public async Task oidcc_ensure_request_with_valid_pkce_succeeds(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.NotNull((await app.TokensAsync(browser, app.RequestWithPkce())).IdToken);
    }

    /// <summary>Somebody signs in on the page, and the app gets its tokens.</summary>
    private async Task<(SuiteApp App, Person Person, Tokens Tokens)> SucceedsAsync(
        string mode, string scope = "openid", Func<CodeRequest, CodeRequest>? change = null, object? person = null)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        var ada = await server.CreateUserAsync(person);
        using var browser = server.NewBrowser();
        var request = app.Request(scope);
        var tokens = await app.SignInAsync(browser, ada, change?.Invoke(request) ?? request);
        Assert.Equal(ada.Subject, (await server.VerifyAsync(tokens.IdToken)).Claims.Text("sub"));
        return (app, ada, tokens);
    }
}
