using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Clock;

public sealed class ClockJumpTests
{
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task B161_a_clock_that_is_put_back_revives_nothing_that_was_used_or_revoked()
    {
        await using var server = await StartAsync();
        var (app, person) = (await server.CreateClientAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(person);
        var (first, second) = (app.Request("openid offline_access"), app.Request("openid offline_access"));
        var code = await browser.CodeAsync(second);
        var rotated = await server.TokensAsync(browser, first);
        Tokens.Of(await server.RefreshAsync(app, rotated.RefreshToken));
        var ended = Tokens.Of(await server.RedeemAsync(second, code));
        Assert.Equal(200, (await server.CallAsync(app, "/connect/revoke", ("token", ended.AccessToken))).Status);
        server.Clock.Advance(Leeway);

        foreach (var back in new[] { TimeSpan.FromSeconds(30), TimeSpan.FromHours(1) })
        {
            server.Clock.AdjustTime(server.Clock.GetUtcNow() - back);

            Assert.Equal("invalid_grant", (await server.RefreshAsync(app, rotated.RefreshToken)).Error);
            Assert.Equal(401, (await server.UserInfoAsync(ended.AccessToken)).Status);
            Assert.Equal("invalid_grant", (await server.RedeemAsync(second, code)).Error);
        }
    }

    [Fact]
    public async Task B161_limits_stay_when_the_clock_is_put_back()
    {
        await using var server = await StartAsync(new() { ["SignIn:TriesPerIdentifier"] = "3" });
        var person = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var page = await browser.GetAsync("/signin?add=true");
        for (var i = 0; i < 3; i++) await browser.SendFormAsync(page, ("username", person.Username), ("password", "wrong wrong wrong"));

        server.Clock.AdjustTime(server.Clock.GetUtcNow() - TimeSpan.FromDays(2));

        Assert.Equal("signin", (await browser.SendFormAsync(page, ("username", person.Username), ("password", person.Password))).PageName);
    }

    [Fact]
    public async Task B161_a_clock_that_jumps_a_day_ahead_ends_what_has_expired_and_everything_works_on()
    {
        await using var server = await StartAsync();
        var (app, person) = (await server.CreateClientAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(person);
        var waiting = app.Request();
        var code = await browser.CodeAsync(waiting);
        var tokens = await server.TokensAsync(browser, app.Request("openid offline_access"));

        server.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("invalid_grant", (await server.RedeemAsync(waiting, code)).Error);
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
        using var later = await server.NewBrowserAsync(person);
        var fresh = await server.TokensAsync(later, app.Request("openid offline_access"));
        Assert.Equal(200, (await server.UserInfoAsync(fresh.AccessToken)).Status);
        Assert.Equal(200, (await server.RefreshAsync(app, fresh.RefreshToken)).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/health/ready")).Status);
    }

    private static async Task<TestServer> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var server = await TestServer.StartAsync(settings: settings);
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }
}
