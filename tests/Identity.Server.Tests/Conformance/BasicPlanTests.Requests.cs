using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

public sealed partial class BasicPlanTests
{
    [Theory, BothPlans]
    public async Task oidcc_response_type_missing(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request().Without("response_type");

        var answer = await browser.AuthorizeAsync(request);

        Assert.Equal("invalid_request", app.Received(request, answer)["error"]);
    }

    [Theory, BothPlans]
    public async Task oidcc_ensure_request_without_nonce_succeeds_for_code_flow(string mode)
    {
        var (_, _, tokens) = await SucceedsAsync(mode, change: request => request.Without("nonce"));

        Assert.False(Jwt.Read(tokens.IdToken).Claims.ContainsKey("nonce"));
    }

    [Theory, BothPlans]
    public async Task oidcc_alternate_happy_flow(string mode)
    {
        var (_, ada, tokens) = await SucceedsAsync(mode, "email openid", request => request.Reversed());

        Assert.Equal(ada.Email, (await server.UserInfoAsync(tokens.AccessToken)).Json.Text("email"));
    }

    [Theory, BothPlans]
    public Task oidcc_display_page(string mode) => SucceedsAsync(mode, change: request => request.With("display", "page"));

    [Theory, BothPlans]
    public Task oidcc_display_popup(string mode) => SucceedsAsync(mode, change: request => request.With("display", "popup"));

    [Theory, BothPlans]
    public Task oidcc_ui_locales(string mode) => SucceedsAsync(mode, change: request => request.With("ui_locales", "se fr-CA en"));

    [Theory, BothPlans]
    public Task oidcc_claims_locales(string mode) => SucceedsAsync(mode, change: request => request.With("claims_locales", "se"));

    [Theory, BothPlans]
    public Task oidcc_ensure_request_with_unknown_parameter_succeeds(string mode)
        => SucceedsAsync(mode, change: request => request.With("extra", "foobar"));

    [Theory, BothPlans]
    public async Task oidcc_login_hint(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var request = app.Request().With("login_hint", ada.Email);

        var page = await browser.AuthorizeAsync(request);
        var tokens = await app.TokensAsync(request, await browser.SignInAsync(ada, page));

        Assert.Equal(ada.Email, page.Field("username"));
        Assert.Equal(ada.Subject, Jwt.Read(tokens.IdToken).Claims.Text("sub"));
    }

    [Theory, BothPlans]
    public async Task oidcc_ensure_request_with_acr_values_succeeds(string mode)
    {
        var acr = (await DiscoveryAsync()).Texts("acr_values_supported").First();

        var (_, _, tokens) = await SucceedsAsync(mode, change: request => request.With("acr_values", acr));

        Assert.Equal(acr, Jwt.Read(tokens.IdToken).Claims.Text("acr"));
    }

    [Theory, BothPlans]
    public async Task oidcc_ensure_registered_redirect_uri(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request().With("redirect_uri", app.App.RedirectUri + "/another"));

        Assert.Equal((400, "error", null), (answer.Status, answer.PageName, answer.Recipient));
    }

    [Theory, BothPlans]
    public async Task oidcc_ensure_post_request_succeeds(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var request = app.Request();

        var page = await browser.FollowAsync(await browser.PostAsync("/connect/authorize", [.. request.Parameters.Select(p => (p.Key, p.Value))]));
        var tokens = await app.TokensAsync(request, await browser.SignInAsync(ada, page));

        Assert.Equal(request.Nonce, Jwt.Read(tokens.IdToken).Claims.Text("nonce"));
    }

    private async Task<JsonObject> DiscoveryAsync()
        => (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;
}
