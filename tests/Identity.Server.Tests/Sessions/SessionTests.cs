using System.Net;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Sessions;

public sealed class SessionTests(TestServer server)
{
    [Fact]
    public async Task B066_a_handle_from_before_the_sign_in_is_worth_nothing_afterwards()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);
        var before = browser.Cookie("identity")!;
        await browser.SignInAsync(bob);

        using var planted = server.NewBrowser();
        planted.Cookies.Add(server.Url, new Cookie("identity", before));

        Assert.NotEqual(before, browser.Cookie("identity"));
        Assert.Equal("signin", (await planted.OpenAsync("/")).PageName);
    }

    [Fact]
    public async Task B066_a_handle_that_an_attacker_chose_is_not_taken_over()
    {
        var chosen = new string('A', 43);
        using var browser = server.NewBrowser();
        browser.Cookies.Add(server.Url, new Cookie("identity", chosen));

        await browser.SignInAsync(await server.CreateUserAsync());

        Assert.NotEqual(chosen, browser.Cookie("identity"));
    }

    [Fact]
    public async Task B064_the_cookie_is_small_and_kept_from_scripts_and_other_sites()
    {
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();

        var answer = await browser.SendFormAsync(await browser.GetAsync("/signin"), ("username", ada.Username), ("password", ada.Password));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("identity=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("max-age", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.True(c.Length < 4096));
    }

    [Fact]
    public async Task B144_the_database_knows_only_a_hash_of_the_handle()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var handle = browser.Cookie("identity")!;

        Assert.False(await server.InDatabaseAsync(db => db.BrowserSessions.AnyAsync(b => b.HandleHash == handle)));
    }

    [Fact]
    public async Task B076_an_account_that_is_turned_off_is_out_everywhere_at_once()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var tokens = await server.TokensAsync(browser, app.Request("openid offline_access"));
        var waiting = app.Request();
        var code = await browser.CodeAsync(waiting);

        await server.TurnOffAsync(ada);

        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await server.RedeemAsync(waiting, code)).Error);
        Assert.Equal("login_required", (await browser.AuthorizeAsync(app.Request().With("prompt", "none")))["error"]);
        Assert.Equal("signin", (await browser.OpenAsync("/")).PageName);
        Assert.Contains("turned off", (await browser.SignInAsync(ada)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_keeps_ten_accounts_and_the_oldest_makes_room()
    {
        using var browser = server.NewBrowser();
        for (var i = 0; i < 11; i++) await browser.SignInAsync(await server.CreateUserAsync());

        Assert.Equal(10, (await browser.GetAsync("/accounts")).Page.QuerySelectorAll("[data-part=form] form").Length);
    }
}
