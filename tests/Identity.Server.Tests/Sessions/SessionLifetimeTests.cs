using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Sessions;

[Collection(nameof(MovesTheClock))]
public sealed class SessionLifetimeTests(TestServer server)
{
    [Fact]
    public async Task B078_a_session_ends_when_it_is_not_used_for_twelve_hours()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        server.Clock.Advance(TimeSpan.FromHours(11));
        Assert.NotNull((await browser.AuthorizeAsync(app.Request())).Find("code"));
        server.Clock.Advance(TimeSpan.FromHours(11));
        Assert.NotNull((await browser.AuthorizeAsync(app.Request())).Find("code"));

        server.Clock.Advance(TimeSpan.FromHours(13));

        Assert.Equal("signin", (await browser.AuthorizeAsync(app.Request())).PageName);
    }

    [Fact]
    public async Task B078_a_session_ends_after_thirty_days_however_often_it_is_used()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        for (var i = 0; i < 71; i++)
        {
            server.Clock.Advance(TimeSpan.FromHours(10));
            Assert.NotNull((await browser.AuthorizeAsync(app.Request())).Find("code"));
        }

        server.Clock.Advance(TimeSpan.FromHours(11));

        Assert.Equal("signin", (await browser.AuthorizeAsync(app.Request())).PageName);
    }

    [Fact]
    public async Task A_remembered_session_waits_for_thirty_days_and_its_cookie_outlives_the_browser()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var answer = await browser.SendFormAsync(await browser.GetAsync("/signin"), ("username", ada.Username), ("password", ada.Password), ("remember", "true"));

        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("identity=", StringComparison.Ordinal) && c.Contains("max-age=7776000", StringComparison.Ordinal));
        server.Clock.Advance(TimeSpan.FromDays(29));
        Assert.NotNull((await browser.AuthorizeAsync(app.Request())).Find("code"));
        server.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("signin", (await browser.AuthorizeAsync(app.Request())).PageName);
    }
}
