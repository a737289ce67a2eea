using System.Net;
using Identity.Nodes.Tests.Stage;

namespace Identity.Nodes.Tests.Faults;

public sealed class DatabaseDownTests : IAsyncLifetime
{
    private static readonly string[] Served = ["/.well-known/openid-configuration", "/.well-known/jwks", "/health/live"];
    private Deployment deployment = null!;
    private TcpLine line = null!;
    private Node node = null!;
    private Person person = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        deployment = await Deployment.CreateAsync();
        (person, app) = await deployment.CreateAsync();
        line = deployment.Line();
        node = await deployment.StartAsync($"--Database:ConnectionString={deployment.Through(line)}", "--SignIn:TriesPerIdentifier=3");
    }

    public async ValueTask DisposeAsync()
    {
        if (deployment is not null) await deployment.DisposeAsync();
        line?.Dispose();
    }

    [Fact]
    public async Task B152_without_its_database_a_node_says_so_serves_what_needs_none_and_heals_by_itself()
    {
        using var browser = new WebBrowser(node.Url);
        await browser.SignInAsync(person);
        var request = app.Request("openid offline_access");
        var tokens = (await node.Url.RedeemAsync(request, await browser.CodeAsync(request))).Json;
        foreach (var path in Served) Assert.Equal(HttpStatusCode.OK, await node.StatusAsync(path));

        line.Cut();
        await node.UntilReadyAsync(false);

        foreach (var path in Served) Assert.Equal(HttpStatusCode.OK, await node.StatusAsync(path));
        SaysSo(await node.Url.RefreshAsync(app, tokens.Text("refresh_token")));
        SaysSo(await node.Url.UserInfoAsync(tokens.Text("access_token")));
        ShowsIt(await browser.GetAsync(app.Request().Address));
        ShowsIt(await browser.GetAsync("/account/apps"));

        line.Restore();
        await node.UntilReadyAsync(true);

        var refreshed = await node.Url.RefreshAsync(app, tokens.Text("refresh_token"));
        Assert.True(refreshed.Status == 200, refreshed.ToString());
        Assert.NotEmpty(await browser.CodeAsync(app.Request()));
    }

    [Fact]
    public async Task B152_nothing_fails_open_while_the_database_is_away()
    {
        using var browser = new WebBrowser(node.Url);
        await browser.SignInAsync(person);
        var (used, fresh) = (app.Request("openid"), app.Request("openid"));
        var (usedCode, freshCode) = (await browser.CodeAsync(used), await browser.CodeAsync(fresh));
        Assert.Equal(200, (await node.Url.RedeemAsync(used, usedCode)).Status);
        using var guesser = new WebBrowser(node.Url);
        var form = await guesser.GetAsync("/signin?add=true");
        for (var i = 0; i < 3; i++) Assert.Equal("signin", (await guesser.SendFormAsync(form, ("username", person.Username), ("password", "wrong wrong wrong"))).PageName);

        line.Cut();
        await node.UntilReadyAsync(false);

        // The right password is no way in, and neither is a code, used or not.
        ShowsIt(await guesser.SendFormAsync(form, ("username", person.Username), ("password", person.Password)));
        Assert.Equal(503, (await node.Url.RedeemAsync(used, usedCode)).Status);
        Assert.Equal(503, (await node.Url.RedeemAsync(fresh, freshCode)).Status);

        line.Restore();
        await node.UntilReadyAsync(true);

        // What was counted and used up before still is.
        Assert.Equal("signin", (await guesser.SendFormAsync(form, ("username", person.Username), ("password", person.Password))).PageName);
        Assert.Equal(400, (await node.Url.RedeemAsync(used, usedCode)).Status);
        var redeemed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => node.Url.RedeemAsync(fresh, freshCode)));
        Assert.InRange(redeemed.Count(answer => answer.Status == 200), 0, 1);
        Assert.All(redeemed, answer => Assert.True(answer.Status is 200 or 400, answer.ToString()));
    }

    private static void SaysSo(Answer answer)
    {
        Assert.True(answer.Status == 503, answer.ToString());
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.Null(answer.Json["detail"]);
        Assert.DoesNotContain("Npgsql", answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", answer.Body, StringComparison.Ordinal);
    }

    private static void ShowsIt(Answer answer)
    {
        Assert.True(answer.Status == 503, answer.ToString());
        Assert.Equal("error", answer.PageName);
        Assert.Equal("Not available right now", answer.Title);
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.DoesNotContain("Npgsql", answer.Body, StringComparison.OrdinalIgnoreCase);
    }
}
