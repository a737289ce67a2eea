using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Site;

public sealed class RestartTests
{
    [Theory]
    [AllProviders]
    public async Task B053_B150_after_a_restart_what_lived_lives_and_what_was_dead_stays_dead(DatabaseProvider provider)
    {
        await using var server = await TestServer.StartAsync(provider);
        var app = await server.CreateClientAsync(new { first_party = false });
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var request = app.Request("openid offline_access");
        var allowed = await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("decision", "allow"));
        var first = Tokens.Of(await server.RedeemAsync(request, allowed["code"]));
        var second = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken));
        var revoked = await server.TokensAsync(browser, app.Request("openid offline_access"));
        await server.CallAsync(app, "/connect/revoke", ("token", revoked.RefreshToken!));
        var keys = (await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Body;

        await server.RestartAsync();

        Assert.Equal(keys, (await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Body);
        Assert.NotNull((await browser.AuthorizeAsync(app.Request("openid offline_access").With("prompt", "none"))).Find("code"));
        Assert.Equal(200, (await server.UserInfoAsync(second.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, revoked.RefreshToken)).Error);
        var third = Tokens.Of(await server.RefreshAsync(app, second.RefreshToken));
        Assert.Equal("invalid_grant", (await server.RedeemAsync(request, allowed["code"])).Error);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, third.RefreshToken)).Error);
    }
}
