using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Token;

[Collection(nameof(MovesTheClock))]
public sealed class RefreshLifetimeTests(TestServer server)
{
    [Fact]
    public async Task B034_a_refresh_token_that_comes_back_late_ends_its_whole_family()
    {
        var (app, person, first) = await server.TokensAsync();
        var second = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken));
        server.Clock.Advance(TimeSpan.FromSeconds(11));

        var reuse = await server.RefreshAsync(app, first.RefreshToken);

        Assert.Equal((400, "invalid_grant"), (reuse.Status, reuse.Error));
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, second.RefreshToken)).Error);
        Assert.Equal(401, (await server.UserInfoAsync(second.AccessToken)).Status);
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.RefreshTokenReused && e.Actor == person.Subject)));
    }

    [Fact]
    public async Task Within_the_leeway_nothing_is_lost()
    {
        var (app, _, first) = await server.TokensAsync();
        var second = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken));
        server.Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(200, (await server.RefreshAsync(app, first.RefreshToken)).Status);
        Assert.Equal(200, (await server.RefreshAsync(app, second.RefreshToken)).Status);
    }

    [Theory]
    [InlineData(13, 200)]
    [InlineData(15, 400)]
    public async Task An_unused_refresh_token_lives_for_fourteen_days(int days, int status)
    {
        var (app, _, tokens) = await RememberedAsync();
        server.Clock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(status, (await server.RefreshAsync(app, tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task B054_refreshing_ends_after_ninety_days_however_often_it_happens()
    {
        var (app, _, tokens) = await RememberedAsync();
        for (var day = 0; day < 84; day += 12)
        {
            server.Clock.Advance(TimeSpan.FromDays(12));
            tokens = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken));
        }

        server.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task A_client_has_lifetimes_of_its_own()
    {
        var (app, _, tokens) = await RememberedAsync(new { access_token_lifetime = 120, refresh_token_idle_lifetime = 3600, refresh_token_absolute_lifetime = 7200 });
        Assert.Equal(120, tokens.Answer.Json["expires_in"]!.GetValue<int>());

        server.Clock.Advance(TimeSpan.FromSeconds(3500));
        tokens = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken));
        server.Clock.Advance(TimeSpan.FromSeconds(3500));
        tokens = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken));
        server.Clock.Advance(TimeSpan.FromSeconds(300));

        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task An_access_token_dies_after_a_quarter_of_an_hour()
    {
        var (_, _, tokens) = await server.TokensAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(200, (await server.UserInfoAsync(tokens.AccessToken)).Status);

        server.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
    }

    private async Task<(App App, Person Person, Tokens Tokens)> RememberedAsync(object? client = null)
    {
        var app = await server.CreateClientAsync(client);
        var person = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync("/signin"), ("username", person.Username), ("password", person.Password), ("remember", "true"));
        return (app, person, await server.TokensAsync(browser, app.Request("openid offline_access")));
    }
}
