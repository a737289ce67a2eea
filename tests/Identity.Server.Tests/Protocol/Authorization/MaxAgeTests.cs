using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Authorization;

[Collection(nameof(MovesTheClock))]
public sealed class MaxAgeTests(TestServer server)
{
    [Fact]
    [Trait("Module", "oidcc-max-age-1")]
    public async Task B014_a_sign_in_older_than_max_age_is_proved_anew_with_a_new_time()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var before = await AuthTimeAsync(browser, app.Request());
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        var request = app.Request().With("max_age", "1");

        var silent = await browser.AuthorizeAsync(app.Request().With("max_age", "1").With("prompt", "none"));
        var page = await browser.AuthorizeAsync(request);
        var answer = await browser.SignInAsync(ada, page);

        Assert.Equal("login_required", silent["error"]);
        Assert.Equal(before + 3, Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken).Claims["auth_time"]!.GetValue<long>());
    }

    [Fact]
    [Trait("Module", "oidcc-max-age-10000")]
    public async Task A_young_sign_in_is_good_enough_and_its_time_is_told()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var before = await AuthTimeAsync(browser, app.Request());
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(before, await AuthTimeAsync(browser, app.Request().With("max_age", "10000")));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task A_max_age_that_is_no_number_of_seconds_is_refused(string maxAge)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request().With("max_age", maxAge));

        Assert.Equal("invalid_request", answer.Error);
        Assert.Contains("whole number of seconds", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_has_a_max_age_of_its_own()
    {
        var app = await server.CreateClientAsync(new { default_max_age = 60 });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        Assert.NotNull((await browser.AuthorizeAsync(app.Request())).Find("code"));
        server.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("signin", (await browser.AuthorizeAsync(app.Request())).PageName);
    }

    [Fact]
    [Trait("Module", "oidcc-prompt-login")]
    public async Task B014_prompt_login_gives_a_new_time_and_keeps_the_session()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var first = Jwt.Read((await server.TokensAsync(browser, app.Request())).IdToken).Claims;
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var request = app.Request().With("prompt", "login");

        var answer = await browser.SignInAsync(ada, await browser.AuthorizeAsync(request));
        var second = Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken).Claims;

        Assert.Equal(first["auth_time"]!.GetValue<long>() + 2, second["auth_time"]!.GetValue<long>());
        Assert.Equal(first.Text("sid"), second.Text("sid"));
    }

    private async Task<long> AuthTimeAsync(WebBrowser browser, CodeRequest request)
        => Jwt.Read((await server.TokensAsync(browser, request)).IdToken).Claims["auth_time"]!.GetValue<long>();
}
