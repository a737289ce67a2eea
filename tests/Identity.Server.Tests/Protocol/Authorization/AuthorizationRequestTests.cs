using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Authorization;

public sealed class AuthorizationRequestTests(TestServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task B003_a_request_without_a_code_challenge_is_refused_whoever_asks(bool confidential)
    {
        var app = confidential ? await server.CreateClientAsync() : await server.CreatePublicClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request().Without("code_challenge", "code_challenge_method"));

        Assert.Equal("invalid_request", ErrorOf(answer));
        Assert.Contains((await server.TraceOfAsync(app)).Checks, check => check is { Name: "code_challenge", Passed: false, Received: "no code_challenge" });
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "S512")]
    [InlineData("code_challenge_method", "")]
    [InlineData("code_challenge", "")]
    [InlineData("code_challenge", "short")]
    [InlineData("code_challenge", "4096")]
    public async Task B004_only_an_S256_challenge_of_the_right_length_will_do(string name, string value)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request().With(name, value == "4096" ? new string('A', 4096) : value));

        Assert.Equal("invalid_request", ErrorOf(answer));
    }

    [Fact]
    public async Task B004_leaving_the_method_out_means_plain_and_is_refused()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal("invalid_request", ErrorOf(await browser.AuthorizeAsync(app.Request().Without("code_challenge_method"))));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("id_token token")]
    [InlineData("code id_token")]
    [InlineData("none")]
    [InlineData("made-up")]
    public async Task B005_tokens_do_not_come_by_the_browser(string responseType)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request().With("response_type", responseType));

        Assert.Equal("unsupported_response_type", ErrorOf(answer));
        Assert.DoesNotContain("access_token", answer.Location?.OriginalString ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fragment")]
    [InlineData("web_message")]
    [InlineData("made-up")]
    public async Task B006_an_unknown_response_mode_is_refused(string mode)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal("invalid_request", ErrorOf(await browser.AuthorizeAsync(app.Request().With("response_mode", mode))));
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("scope")]
    [InlineData("state")]
    [InlineData("code_challenge")]
    [InlineData("nonce")]
    public async Task B007_a_parameter_that_comes_twice_is_refused(string name)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request().Repeating(name, "other"));

        Assert.Equal("invalid_request", ErrorOf(answer));
        Assert.Null(answer.Find("code"));
    }

    [Fact]
    public async Task B009_every_answer_names_its_issuer()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var success = await browser.AuthorizeAsync(app.Request());
        var failure = await browser.AuthorizeAsync(app.Request().With("response_type", "token"));

        Assert.Equal(server.Issuer, success["iss"]);
        Assert.Equal(server.Issuer, failure["iss"]);
    }

    [Theory]
    [InlineData("openid nobody-knows-it")]
    [InlineData("openid phone")]
    [InlineData("openid admin")]
    public async Task B011_a_scope_that_the_app_may_not_ask_for_is_refused(string scope)
    {
        var app = await server.CreateClientAsync(new { scope = "openid profile" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request(scope));

        Assert.Contains(ErrorOf(answer), new[] { "invalid_scope", "invalid_request" });
        Assert.Null(answer.Find("code"));
    }

    [Theory]
    [InlineData("state")]
    [InlineData("login_hint")]
    [InlineData("scope")]
    [InlineData("nonce")]
    [InlineData("ui_locales")]
    [InlineData("flow")]
    [InlineData("redirect_uri")]
    [InlineData("client_id")]
    [InlineData("prompt")]
    public async Task B012_markup_in_a_parameter_stays_text_on_every_page(string name)
    {
        const string Markup = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();

        var answer = await browser.AuthorizeAsync(app.Request().With(name, Markup));

        Assert.InRange(answer.Status, 200, 499);
        Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("a b+c&d=e%20%26#ä→😀\"'<>")]
    [InlineData("  leading and trailing  ")]
    public async Task B017_the_state_comes_back_byte_for_byte(string state)
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var ada = await server.CreateUserAsync();

        var answer = await browser.SignInAsync(ada, await browser.AuthorizeAsync(app.Request().With("state", state)));

        Assert.Equal(state, answer["state"]);
    }

    /// <summary>An error that the app gets, or that the page shows to its makers.</summary>
    private static string? ErrorOf(Answer answer)
        => answer.Location is not null ? answer.Find("error")
            : answer.PageName == "error" ? answer.Page.QuerySelector("details code")?.TextContent
            : $"no error: {answer}";
}
