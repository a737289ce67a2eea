using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>The modules of the Basic and Form Post plans in which time passes, by their names.</summary>
[Collection(nameof(MovesTheClock))]
public sealed class BasicPlanSessionTests(TestServer server)
{
    [Theory, BothPlans]
    public async Task oidcc_prompt_login(string mode)
    {
        var (app, ada, browser) = await StageAsync(mode);
        var first = await app.TokensAsync(browser);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var request = app.Request().With("prompt", "login");

        var page = await browser.AuthorizeAsync(request);
        var second = await app.TokensAsync(request, await browser.SignInAsync(ada, page));

        Assert.Equal("signin", page.PageName);
        Assert.Equal(AuthTime(first) + 2, AuthTime(second));
    }

    [Theory, BothPlans]
    public async Task oidcc_prompt_none_not_logged_in(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = server.NewBrowser();
        var request = app.Request().With("prompt", "none");

        Assert.Equal("login_required", app.Received(request, await browser.GetAsync(request.Address))["error"]);
    }

    [Theory, BothPlans]
    public async Task oidcc_prompt_none_logged_in(string mode)
        => await IsSilentAsync(mode, (request, _) => request.With("prompt", "none"));

    [Theory, BothPlans]
    public async Task oidcc_id_token_hint(string mode)
        => await IsSilentAsync(mode, (request, idToken) => request.With("prompt", "none").With("id_token_hint", idToken));

    [Theory, BothPlans]
    public async Task oidcc_max_age_1(string mode)
    {
        var (app, ada, browser) = await StageAsync(mode);
        var first = await app.TokensAsync(browser);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var request = app.Request().With("max_age", "1");

        var page = await browser.AuthorizeAsync(request);
        var second = await app.TokensAsync(request, await browser.SignInAsync(ada, page));

        Assert.Equal("signin", page.PageName);
        Assert.Equal(AuthTime(first) + 2, AuthTime(second));
    }

    [Theory, BothPlans]
    public async Task oidcc_max_age_10000(string mode)
        => await IsSilentAsync(mode, (request, _) => request.With("max_age", "10000"));

    [Theory, BothPlans]
    public async Task oidcc_codereuse_30seconds(string mode)
    {
        var (app, _, browser) = await StageAsync(mode);
        var request = app.Request();
        var code = app.Received(request, await browser.AuthorizeAsync(request))["code"];
        var first = Tokens.Of(await server.RedeemAsync(request, code));
        server.Clock.Advance(TimeSpan.FromSeconds(30));

        var second = await server.RedeemAsync(request, code);

        Assert.Equal((400, "invalid_grant"), (second.Status, second.Error));
        Assert.Equal(401, (await server.UserInfoAsync(first.AccessToken)).Status);
    }

    /// <summary>The second request is answered without a page, about the same sign-in.</summary>
    private async Task IsSilentAsync(string mode, Func<CodeRequest, string, CodeRequest> change)
    {
        var (app, _, browser) = await StageAsync(mode);
        var first = await app.TokensAsync(browser);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var request = change(app.Request(), first.IdToken!);

        var second = await app.TokensAsync(request, await browser.GetAsync(request.Address));

        Assert.Equal(AuthTime(first), AuthTime(second));
        Assert.Equal(Jwt.Read(first.IdToken).Claims.Text("sub"), Jwt.Read(second.IdToken).Claims.Text("sub"));
    }

    private async Task<(SuiteApp App, Person Person, WebBrowser Browser)> StageAsync(string mode)
    {
        var ada = await server.CreateUserAsync();
        return (await SuiteApp.RegisterAsync(server, mode), ada, await server.NewBrowserAsync(ada));
    }

    private static long AuthTime(Tokens tokens) => Jwt.Read(tokens.IdToken).Claims["auth_time"]!.GetValue<long>();
}
