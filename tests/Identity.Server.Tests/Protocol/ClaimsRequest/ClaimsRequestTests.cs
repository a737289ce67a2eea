using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.ClaimsRequest;

public sealed class ClaimsRequestTests(TestServer server)
{
    private const string Name = "Ada Lovelace";

    [Fact]
    [Trait("Module", "oidcc-claims-essential")]
    public async Task An_essential_claim_comes_from_userinfo_without_its_scope()
    {
        var claims = await UserInfoAsync("openid", """{"userinfo":{"name":{"essential":true}}}""");

        Assert.Equal(Name, claims.Json.Text("name"));
        Assert.False(claims.Json.ContainsKey("email"));
    }

    [Fact]
    public async Task A_claim_for_the_id_token_is_there_and_after_a_refresh_again()
    {
        var (app, tokens) = await TokensAsync("openid offline_access", """{"id_token":{"email":null,"email_verified":null,"updated_at":null,"roles":null}}""");
        var first = Jwt.Read(tokens.IdToken).Claims;
        var second = Jwt.Read(Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken)).IdToken).Claims;

        foreach (var token in new[] { first, second })
        {
            Assert.EndsWith("@example.com", token.Text("email"), StringComparison.Ordinal);
            Assert.False(token["email_verified"]!.GetValue<bool>());
            Assert.True(token["updated_at"]!.GetValue<long>() > 0);
            Assert.Empty(token["roles"]!.AsArray());
        }

        Assert.False((await server.UserInfoAsync(tokens.AccessToken)).Json.ContainsKey("email"));
    }

    [Fact]
    public async Task A_claim_with_a_value_comes_when_it_has_that_value()
    {
        var right = await UserInfoAsync("openid", $$$$"""{"userinfo":{"name":{"value":"{{{{Name}}}}"},"email_verified":{"values":[true,false]}}}""");
        var wrong = await UserInfoAsync("openid", """{"userinfo":{"name":{"value":"Charles Babbage"}}}""");

        Assert.Equal(Name, right.Json.Text("name"));
        Assert.False(right.Json["email_verified"]!.GetValue<bool>());
        Assert.False(wrong.Json.ContainsKey("name"));
    }

    [Fact]
    public async Task An_app_gets_no_claim_that_it_was_not_registered_for()
    {
        var app = await server.CreateClientAsync(new { scope = "openid" });
        using var browser = await server.NewBrowserAsync(await PersonAsync());
        var tokens = await server.TokensAsync(browser, app.Request().With("claims", """{"userinfo":{"name":null},"id_token":{"name":null}}"""));

        Assert.False((await server.UserInfoAsync(tokens.AccessToken)).Json.ContainsKey("name"));
        Assert.False(Jwt.Read(tokens.IdToken).Claims.ContainsKey("name"));
    }

    [Fact]
    public async Task The_person_is_asked_about_a_claim_as_about_its_scope()
    {
        var app = await server.CreateClientAsync(new { first_party = false });
        using var browser = await server.NewBrowserAsync(await PersonAsync());

        var page = await browser.AuthorizeAsync(app.Request().With("claims", """{"userinfo":{"email":null}}"""));
        var allowed = await browser.SubmitAsync(page, ("decision", "allow"));

        Assert.Equal("consent", page.PageName);
        Assert.Contains("email", page.Page.QuerySelector(".scopes")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(allowed.Find("code"));
    }

    [Fact]
    public async Task An_acr_that_is_essential_and_out_of_reach_is_an_error_and_one_that_is_a_wish_is_not()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await PersonAsync());
        const string unreachable = "urn:example:acr:gold";

        var essential = await browser.AuthorizeAsync(app.Request().With("claims", $$$$"""{"id_token":{"acr":{"essential":true,"value":"{{{{unreachable}}}}"}}}"""));
        var wish = await browser.AuthorizeAsync(app.Request().With("claims", $$$$"""{"id_token":{"acr":{"value":"{{{{unreachable}}}}"}}}"""));
        var reached = await browser.AuthorizeAsync(app.Request().With("claims", """{"id_token":{"acr":{"essential":true,"values":["urn:identity:acr:single"]}}}"""));

        Assert.Equal("unmet_authentication_requirements", essential["error"]);
        Assert.All([wish, reached], answer => Assert.NotNull(answer.Find("code")));
    }

    [Fact]
    public async Task A_request_about_somebody_is_not_answered_about_somebody_else()
    {
        var app = await server.CreateClientAsync();
        var (ada, bob) = (await PersonAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);
        CodeRequest About(Person person) => app.Request().With("prompt", "none").With("claims", $$$$"""{"id_token":{"sub":{"value":"{{{{person.Subject}}}}"}}}""");

        Assert.NotNull((await browser.AuthorizeAsync(About(ada))).Find("code"));
        Assert.Equal("login_required", (await browser.AuthorizeAsync(About(bob)))["error"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"name\"")]
    [InlineData("""{"userinfo":[]}""")]
    [InlineData("""{"userinfo":{"name":1}}""")]
    [InlineData("""{"userinfo":{"name":{"essential":"yes"}}}""")]
    [InlineData("""{"id_token":{"acr":{"values":"x"}}}""")]
    public async Task Claims_that_can_not_be_understood_are_refused(string claims)
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();

        var answer = await browser.AuthorizeAsync(app.Request().With("claims", claims));

        Assert.Equal("invalid_request", answer["error"]);
        Assert.Contains("'claims'", answer["error_description"], StringComparison.Ordinal);
    }

    private async Task<Answer> UserInfoAsync(string scope, string claims) => await server.UserInfoAsync((await TokensAsync(scope, claims)).Tokens.AccessToken);

    private async Task<(App App, Tokens Tokens)> TokensAsync(string scope, string claims)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await PersonAsync());
        return (app, await server.TokensAsync(browser, app.Request(scope).With("claims", claims)));
    }

    private Task<Person> PersonAsync() => server.CreateUserAsync(new { name = Name });
}
