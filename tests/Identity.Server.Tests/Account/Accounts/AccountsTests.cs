using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.Accounts;

public sealed class AccountsTests(TestServer server)
{
    [Fact]
    public async Task Several_people_share_a_browser_and_switch()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        await browser.SignInAsync(bob);

        var asBob = await server.TokensAsync(browser, app.Request());
        await browser.ChooseAsync(await browser.GetAsync("/accounts"), ada);
        var asAda = await server.TokensAsync(browser, app.Request());

        Assert.Equal(bob.Subject, Jwt.Read(asBob.IdToken).Claims.Text("sub"));
        Assert.Equal(ada.Subject, Jwt.Read(asAda.IdToken).Claims.Text("sub"));
        Assert.NotEqual(Jwt.Read(asBob.IdToken).Claims.Text("sid"), Jwt.Read(asAda.IdToken).Claims.Text("sid"));
    }

    [Fact]
    public async Task Removing_an_account_signs_it_out_and_leaves_the_others()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var ofAda = await server.TokensAsync(browser, app.Request("openid offline_access"));
        await browser.SignInAsync(bob);
        var ofBob = await server.TokensAsync(browser, app.Request("openid offline_access"));

        var list = await browser.ChooseAsync(await browser.GetAsync("/accounts"), ada, "remove");

        Assert.DoesNotContain(ada.Email, list.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(bob.Email, list.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(401, (await server.UserInfoAsync(ofAda.AccessToken)).Status);
        Assert.Equal(200, (await server.UserInfoAsync(ofBob.AccessToken)).Status);
    }

    [Fact]
    public async Task Another_account_can_be_used_on_the_way_to_an_app()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var request = app.Request().With("prompt", "select_account");

        var chooser = await browser.AuthorizeAsync(request);
        var add = chooser.Page.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("Use another account", StringComparison.Ordinal)).GetAttribute("href")!;
        var answer = await browser.SignInAsync(bob, await browser.OpenAsync(add));

        Assert.Equal(bob.Subject, Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken).Claims.Text("sub"));
    }

    [Fact]
    public async Task B121_the_session_of_another_browser_cannot_be_chosen_or_removed()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        using var ofAda = await server.NewBrowserAsync(ada);
        using var ofBob = await server.NewBrowserAsync(bob);
        var session = (await ofAda.GetAsync("/accounts")).Field("session")!;
        var token = (await ofBob.GetAsync("/accounts")).Field("__RequestVerificationToken")!;

        foreach (var action in new[] { "use", "remove" })
        {
            await ofBob.PostAsync("/accounts", ("session", session), ("action", action), ("__RequestVerificationToken", token));
        }

        Assert.Contains(ada.Email, (await ofAda.GetAsync("/accounts")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ada.Email, (await ofBob.GetAsync("/accounts")).Text, StringComparison.OrdinalIgnoreCase);
    }
}
