using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account;

public sealed class ConnectedAppsTests(TestServer server)
{
    [Fact]
    public async Task What_a_person_takes_back_is_over_at_once_and_asked_for_again()
    {
        var (app, other, ada) = (await StrangerAsync(), await StrangerAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);
        var (tokens, kept) = (await AllowAsync(browser, app), await AllowAsync(browser, other));

        var list = await browser.GetAsync("/account/apps");
        var ask = await browser.GetAsync(list.Page.QuerySelectorAll("main a").Single(a => a.GetAttribute("aria-label") == $"Remove access of {app.Name}").GetAttribute("href")!);
        var done = await browser.SubmitAsync(ask);

        Assert.Contains(app.Name, list.Text, StringComparison.Ordinal);
        Assert.Contains(app.Name, done.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([other.Name], done.Page.QuerySelectorAll("main h2").Select(heading => heading.TextContent));
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
        Assert.Equal("consent", (await browser.AuthorizeAsync(app.Request("openid profile"))).PageName);
        Assert.Equal(200, (await server.UserInfoAsync(kept.AccessToken)).Status);
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.ConsentWithdrawn && e.Actor == ada.Subject)));
    }

    [Fact]
    public async Task Looking_and_asking_takes_nothing_back()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        await AllowAsync(browser, app);

        await browser.GetAsync($"/account/apps?remove={app.ClientId}");

        Assert.NotNull((await browser.AuthorizeAsync(app.Request("openid profile"))).Find("code"));
    }

    [Fact]
    public async Task B121_nobody_takes_back_what_somebody_else_allowed()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        using var stranger = await server.NewBrowserAsync(await server.CreateUserAsync());
        await AllowAsync(browser, app);
        await AllowAsync(stranger, await StrangerAsync());
        var page = await stranger.GetAsync("/account/apps");
        var ask = await stranger.GetAsync(page.Page.QuerySelector("main a[aria-label]")!.GetAttribute("href")!);

        await stranger.SendFormAsync(ask, ("client_id", app.ClientId));

        Assert.NotNull((await browser.AuthorizeAsync(app.Request("openid profile"))).Find("code"));
    }

    [Fact]
    public async Task B102_a_form_of_another_site_takes_nothing_back()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal(400, (await browser.PostAsync("/account/apps", ("client_id", "app"))).Status);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to()
    {
        using var browser = server.NewBrowser();

        Assert.Equal("signin", (await browser.OpenAsync("/account/apps")).PageName);
    }

    private Task<App> StrangerAsync() => server.CreateClientAsync(new { first_party = false });

    private async Task<Tokens> AllowAsync(WebBrowser browser, App app)
    {
        var request = app.Request("openid profile offline_access");
        var answer = await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("decision", "allow"));
        return Tokens.Of(await server.RedeemAsync(request, answer["code"]));
    }
}
