using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.ResourceIndicators;

public sealed class ResourceIndicatorTests(TestServer server)
{
    [Fact]
    public async Task A_token_is_for_all_resources_of_its_scopes_when_none_is_named()
    {
        var (first, second, app, browser) = await StageAsync();
        var tokens = await server.TokensAsync(browser, app.Request($"openid {first.Scope} {second.Scope}"));

        Assert.Equal([first.Resource, second.Resource], Audience(tokens.AccessToken));
    }

    [Fact]
    public async Task A_request_for_one_resource_gives_tokens_for_that_one_for_good()
    {
        var (first, second, app, browser) = await StageAsync();
        var tokens = await server.TokensAsync(browser, app.Request($"openid offline_access {first.Scope} {second.Scope}").With("resource", first.Resource));

        Assert.Equal([first.Resource], Audience(tokens.AccessToken));
        Assert.Equal([first.Resource], Audience(Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken)).AccessToken));
        Assert.Equal("invalid_target", (await server.RefreshAsync(app, tokens.RefreshToken, ("resource", second.Resource))).Error);
    }

    [Fact]
    public async Task A_token_request_narrows_its_access_token_and_leaves_the_grant_wide()
    {
        var (first, second, app, browser) = await StageAsync();
        var request = app.Request($"openid offline_access {first.Scope} {second.Scope}");
        var code = await browser.CodeAsync(request);

        var narrow = Tokens.Of(await server.TokenAsync(
            app, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", app.RedirectUri), ("code_verifier", request.Verifier), ("resource", second.Resource)));
        var refreshed = Tokens.Of(await server.RefreshAsync(app, narrow.RefreshToken));

        Assert.Equal([second.Resource], Audience(narrow.AccessToken));
        Assert.Equal($"openid offline_access {second.Scope}".Split(' ').Order(), narrow.Answer.Json.Text("scope").Split(' ').Order());
        Assert.Equal([first.Resource, second.Resource], Audience(refreshed.AccessToken));
    }

    [Fact]
    public async Task A_refresh_with_fewer_scopes_is_for_fewer_resources()
    {
        var (first, second, app, browser) = await StageAsync();
        var tokens = await server.TokensAsync(browser, app.Request($"openid offline_access {first.Scope} {second.Scope}"));

        Assert.Equal([first.Resource], Audience(Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken, ("scope", $"openid {first.Scope}"))).AccessToken));
    }

    [Fact]
    public async Task Several_resources_may_be_named()
    {
        var (first, second, app, browser) = await StageAsync();
        var request = app.Request($"openid {first.Scope} {second.Scope}").With("resource", first.Resource).Repeating("resource", second.Resource);

        Assert.Equal([first.Resource, second.Resource], Audience((await server.TokensAsync(browser, request)).AccessToken));
    }

    [Theory]
    [InlineData("https://nobody.example.com/api")]
    [InlineData("not-an-address")]
    [InlineData("https://nobody.example.com/api#part")]
    public async Task A_resource_that_no_scope_of_the_request_belongs_to_is_refused(string resource)
    {
        var (first, _, app, browser) = await StageAsync();

        var answer = await browser.AuthorizeAsync(app.Request($"openid {first.Scope}").With("resource", resource));

        Assert.Equal("invalid_target", answer["error"]);
    }

    [Fact]
    public async Task A_code_that_was_asked_for_the_wrong_resource_is_not_used_up()
    {
        var (first, second, app, browser) = await StageAsync();
        var request = app.Request($"openid {first.Scope}");
        var code = await browser.CodeAsync(request);

        var wrong = await server.TokenAsync(
            app, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", app.RedirectUri), ("code_verifier", request.Verifier), ("resource", second.Resource));

        Assert.Equal("invalid_target", wrong.Error);
        Assert.Equal([first.Resource], Audience(Tokens.Of(await server.RedeemAsync(request, code)).AccessToken));
    }

    [Fact]
    public async Task A_service_names_the_resource_that_its_token_is_for()
    {
        var (first, second) = (await server.CreateApiAsync(), await server.CreateApiAsync());
        var service = await server.CreateClientAsync(new { grant_types = new[] { "client_credentials" }, scope = $"{first.Scope} {second.Scope}" });

        var answer = await server.TokenAsync(service, ("grant_type", "client_credentials"), ("scope", $"{first.Scope} {second.Scope}"), ("resource", first.Resource));
        var foreign = await server.TokenAsync(service, ("grant_type", "client_credentials"), ("scope", first.Scope), ("resource", second.Resource));

        Assert.Equal([first.Resource], Audience(answer.Json.Text("access_token")));
        Assert.Equal("invalid_target", foreign.Error);
    }

    [Fact]
    public async Task An_api_learns_of_its_own_permissions_alone()
    {
        var (mine, other) = (await server.CreateApiAsync("invoices:read", "invoices:write"), await server.CreateApiAsync("letters:read"));
        var (silent, role) = (await server.CreateApiAsync(), $"Clerk {Guid.NewGuid():N}");
        await server.ApplyAsync(new { roles = new[] { new { name = role, permissions = new[] { "invoices:read", "letters:read" } } } });
        var app = await server.CreateClientAsync(new { scope = $"openid {mine.Scope} {other.Scope} {silent.Scope}" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync(new { roles = new[] { role } }));

        Assert.Equal(["invoices:read"], Jwt.Read((await server.TokensAsync(browser, app.Request($"openid {mine.Scope}"))).AccessToken).Claims.Texts("permissions"));
        Assert.False(Jwt.Read((await server.TokensAsync(browser, app.Request($"openid {silent.Scope}"))).AccessToken).Claims.ContainsKey("permissions"));
    }

    private async Task<(Api First, Api Second, App App, WebBrowser Browser)> StageAsync()
    {
        Api[] apis = [await server.CreateApiAsync(), await server.CreateApiAsync()];
        var (first, second) = string.CompareOrdinal(apis[0].Resource, apis[1].Resource) < 0 ? (apis[0], apis[1]) : (apis[1], apis[0]);
        var app = await server.CreateClientAsync(new { scope = $"openid offline_access {first.Scope} {second.Scope}" });
        return (first, second, app, await server.NewBrowserAsync(await server.CreateUserAsync()));
    }

    private static IEnumerable<string> Audience(string token)
        => (Jwt.Read(token).Claims["aud"] switch
        {
            JsonArray several => several.Select(item => item!.GetValue<string>()),
            var one => [one!.GetValue<string>()],
        }).Order(StringComparer.Ordinal);
}
