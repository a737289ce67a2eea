using System.Net;
using Identity.Nodes.Tests.Stage;
using Identity.Testing.Receivers;

namespace Identity.Nodes.Tests.Nodes;

/// <summary>Two processes of each role on one database, the servers behind a proxy that sends every request to the other one.</summary>
public sealed class WholeDeploymentTests : IAsyncLifetime
{
    private const int Killed = 9;
    private static readonly TimeSpan EveryNode = TimeSpan.FromSeconds(5);
    private Deployment deployment = null!;
    private RoundRobin proxy = null!;
    private AppServer apps = null!;

    public async ValueTask InitializeAsync()
    {
        apps = await AppServer.StartAsync();
        proxy = await RoundRobin.StartAsync();
        deployment = await Deployment.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (deployment is not null) await deployment.DisposeAsync();
        if (proxy is not null) await proxy.DisposeAsync();
        if (apps is not null) await apps.DisposeAsync();
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task Two_of_each_role_tell_an_app_once_drop_a_revoked_key_and_miss_none_of_them_that_is_killed()
    {
        var (person, app) = await deployment.CreateAsync(new { backchannel_logout_uri = new Uri(apps.Url, "/logout").AbsoluteUri });
        var servers = await StartAsync("server");
        var workers = await StartAsync("worker");
        var others = (await StartAsync("admin-api")).Concat(await StartAsync("console"));
        proxy.Use(servers);

        Assert.All(await Task.WhenAll(others.Select(node => node.StatusAsync("/health/ready"))), status => Assert.Equal(HttpStatusCode.OK, status));
        var (subject, old) = await SignInAndOutAsync(person, app);
        Assert.Equal(subject, await ToldAsync());

        // Its tokens die with the key, wherever they are shown.
        var (_, later) = await SignInAsync(person, app);
        Assert.All(await Task.WhenAll(servers.Select(node => node.Url.UserInfoAsync(later))), answer => Assert.Equal(200, answer.Status));
        var kid = Jwt.Read(later).Header.Text("kid");
        await deployment.RunAsync("keys", "revoke", kid);
        await Until.TrueAsync(async () => (await Task.WhenAll(servers.Select(node => KnowsAsync(node, kid)))).All(knows => !knows), EveryNode, "A node still publishes the key.");
        Assert.All(await Task.WhenAll(servers.Select(node => node.Url.UserInfoAsync(later))), answer => Assert.Equal(401, answer.Status));
        Assert.NotEqual(old, later);

        // What one of them had to do, the other one does.
        servers[0].Process.Signal(Killed);
        workers[0].Process.Signal(Killed);
        await Task.WhenAll(servers[0].Process.EndAsync(), workers[0].Process.EndAsync());
        proxy.Use(servers[1]);
        Assert.Equal(subject, (await SignInAndOutAsync(person, app)).Subject);
        Assert.Equal(subject, await ToldAsync());
        Assert.Equal(2, apps.Count);
    }

    private Task<Node[]> StartAsync(string role)
    {
        string[] args = ["--roles", role, $"--Server:PublicUrl={proxy.Url.GetLeftPart(UriPartial.Authority)}", "--Outbound:AllowedNetworks:0=127.0.0.0/8"];
        return Task.WhenAll(deployment.StartAsync(args), deployment.StartAsync(args));
    }

    private async Task<(string Subject, string AccessToken)> SignInAsync(Person person, App app, WebBrowser? at = null)
    {
        using var own = at is null ? new WebBrowser(proxy.Url) : null;
        var browser = at ?? own!;
        await browser.SignInAsync(person);
        var request = app.Request("openid offline_access");
        var answer = await proxy.Url.RedeemAsync(request, await browser.CodeAsync(request));
        Assert.True(answer.Status == 200, answer.ToString());
        return (Jwt.Read(answer.Json.Text("id_token")).Claims.Text("sub"), answer.Json.Text("access_token"));
    }

    private async Task<(string Subject, string AccessToken)> SignInAndOutAsync(Person person, App app)
    {
        using var browser = new WebBrowser(proxy.Url);
        var tokens = await SignInAsync(person, app, browser);
        await browser.SubmitAsync(await browser.GetAsync("/signout"), ("decision", "signout"));
        Assert.Equal(401, (await proxy.Url.UserInfoAsync(tokens.AccessToken)).Status);
        return tokens;
    }

    /// <summary>Who has signed out, as the app is told.</summary>
    private async Task<string> ToldAsync() => Jwt.Read((await apps.NextAsync()).Form["logout_token"]).Claims.Text("sub");

    private static async Task<bool> KnowsAsync(Node node, string kid)
        => (await node.Url.SendAsync(HttpMethod.Get, "/.well-known/jwks", [])).Body.Contains(kid, StringComparison.Ordinal);
}
