using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Authorization;

public sealed class PromptTests(TestServer server)
{
    [Fact]
    [Trait("Module", "oidcc-prompt-none-not-logged-in")]
    public async Task B008_silent_sign_in_of_nobody_is_answered_without_a_page()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var request = app.Request().With("prompt", "none");

        var answer = await browser.GetAsync(request.Address);

        Assert.Equal("login_required", answer["error"]);
        Assert.Equal(request.State, answer["state"]);
        Assert.Equal(server.Issuer, answer["iss"]);
        Assert.StartsWith(app.RedirectUri, answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.False(answer.IsPage);
    }

    [Fact]
    [Trait("Module", "oidcc-prompt-none-logged-in")]
    public async Task Silent_sign_in_of_somebody_gives_a_code_about_the_same_sign_in()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var first = Jwt.Read((await server.TokensAsync(browser, app.Request())).IdToken).Claims;

        var request = app.Request().With("prompt", "none");
        var answer = await browser.GetAsync(request.Address);
        var second = Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken).Claims;

        Assert.All(new[] { "sub", "auth_time", "sid" }, claim => Assert.Equal(first[claim]!.ToJsonString(), second[claim]!.ToJsonString()));
    }

    [Fact]
    [Trait("Module", "oidcc-prompt-login")]
    public async Task B014_prompt_login_asks_again_although_somebody_is_signed_in()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);

        var page = await browser.AuthorizeAsync(app.Request().With("prompt", "login"));

        Assert.Equal("signin", page.PageName);
        Assert.NotNull((await browser.SignInAsync(ada, page)).Find("code"));
    }

    [Fact]
    public async Task Prompt_none_together_with_another_is_refused()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();

        Assert.Equal("invalid_request", (await browser.AuthorizeAsync(app.Request().With("prompt", "none login")))["error"]);
    }

    [Fact]
    public async Task Prompt_select_account_lets_the_person_choose_among_several()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        await browser.SignInAsync(bob);
        var request = app.Request().With("prompt", "select_account");

        var chooser = await browser.AuthorizeAsync(request);
        Assert.Equal("accounts", chooser.PageName);
        var answer = await browser.ChooseAsync(chooser, ada);

        Assert.Equal(ada.Subject, Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken).Claims.Text("sub"));
    }

    [Fact]
    [Trait("Module", "oidcc-login-hint")]
    public async Task A_login_hint_fills_in_the_name()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();

        var page = await browser.AuthorizeAsync(app.Request().With("login_hint", ada.Email));

        Assert.Equal(ada.Email, page.Field("username"));
    }

    [Fact]
    public async Task A_login_hint_chooses_among_the_signed_in()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        await browser.SignInAsync(bob);

        var tokens = await server.TokensAsync(browser, app.Request().With("login_hint", ada.Email));

        Assert.Equal(ada.Subject, Jwt.Read(tokens.IdToken).Claims.Text("sub"));
    }

    [Fact]
    [Trait("Module", "oidcc-id-token-hint")]
    public async Task B015_a_hint_about_somebody_else_never_gives_a_code()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var ofAda = await server.NewBrowserAsync(ada);
        var hint = (await server.TokensAsync(ofAda, app.Request())).IdToken!;
        using var ofBob = await server.NewBrowserAsync(bob);

        var silent = await ofBob.AuthorizeAsync(app.Request().With("prompt", "none").With("id_token_hint", hint));
        var page = await ofBob.AuthorizeAsync(app.Request().With("id_token_hint", hint));
        var afterSignIn = await ofBob.SignInAsync(bob, page);

        Assert.Equal("login_required", silent["error"]);
        Assert.Null(afterSignIn.Find("code"));
        Assert.NotNull((await ofAda.AuthorizeAsync(app.Request().With("prompt", "none").With("id_token_hint", hint))).Find("code"));
    }
}
