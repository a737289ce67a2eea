using System.Text.Json.Nodes;
using Identity.Nodes.Tests.Stage;

namespace Identity.Nodes.Tests.Nodes;

/// <summary>Two processes behind a proxy that sends every request to the other one.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan EveryNode = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private Deployment deployment = null!;
    private RoundRobin proxy = null!;
    private RedisServer redis = null!;
    private Person person = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        redis = new RedisServer();
        proxy = await RoundRobin.StartAsync();
        deployment = await Deployment.CreateAsync();
        (person, app) = await deployment.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (deployment is not null) await deployment.DisposeAsync();
        if (proxy is not null) await proxy.DisposeAsync();
        redis?.Dispose();
    }

    [Theory]
    [InlineData(Redis.None)]
    [InlineData(Redis.There)]
    [InlineData(Redis.Killed)]
    [Trait("Set", "All")]
    public async Task B164_forms_sessions_codes_tokens_counters_and_jti_hold_on_every_node(Redis with)
    {
        var nodes = await StartAsync(with);
        await SignsInAsync();
        if (with == Redis.Killed) redis.Kill();

        await SignsInAsync();
        await CountsTogetherAsync();
        await UsesOnceAsync();
        await ChangesEverywhereAsync(nodes);
        if (with == Redis.Killed) Assert.All(nodes, node => Assert.Single(node.Log, line => line.Contains("Redis can't be reached", StringComparison.Ordinal)));
        Assert.All(nodes, node => Assert.DoesNotContain(node.Log, line => line.Contains("fail:", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task With_Redis_a_node_is_told_of_a_change_of_another()
    {
        var nodes = await StartAsync(Redis.There, "--Logging:LogLevel:Identity.Core.Configuration=Debug");
        await Until.TrueAsync(async () => await redis.ListenersAsync() == 2, Patience, "The nodes do not listen.");

        await RegisterAsync("https://new.example.com/callback", redis.Setting);

        await Until.TrueAsync(
            () => Task.FromResult(nodes.All(node => node.Log.Any(line => line.Contains("Another node says", StringComparison.Ordinal)))), Patience, "A node was not told.");
        Assert.All(await Task.WhenAll(nodes.Select(node => AuthorizeAsync(node, "https://new.example.com/callback"))), status => Assert.Equal(303, status));
    }

    private async Task<Node[]> StartAsync(Redis with, params string[] more)
    {
        string[] args = [$"--Server:PublicUrl={proxy.Url.GetLeftPart(UriPartial.Authority)}", "--SignIn:TriesPerIdentifier=5", .. more];
        if (with != Redis.None)
        {
            await redis.StartAsync();
            args = [.. args, redis.Setting];
        }

        var nodes = await Task.WhenAll(deployment.StartAsync(args), deployment.StartAsync(args));
        proxy.Use(nodes);
        return nodes;
    }

    private async Task SignsInAsync()
    {
        using var browser = new WebBrowser(proxy.Url);
        // Page, form and each step beyond are on different nodes.
        await browser.SignInAsync(person);
        var request = app.Request("openid offline_access");
        var answer = await proxy.Url.RedeemAsync(request, await browser.CodeAsync(request));
        Assert.True(answer.Status == 200, answer.ToString());
        for (var i = 0; i < 3; i++)
        {
            answer = await proxy.Url.RefreshAsync(app, answer.Json.Text("refresh_token"));
            Assert.True(answer.Status == 200, answer.ToString());
            Assert.Equal(200, (await proxy.Url.UserInfoAsync(answer.Json.Text("access_token"))).Status);
        }
    }

    private async Task CountsTogetherAsync()
    {
        using var browser = new WebBrowser(proxy.Url);
        var name = $"nobody{Guid.NewGuid():N}";
        var page = await browser.GetAsync("/signin?add=true");
        var tries = new List<int>();
        for (var i = 0; i < 6; i++) tries.Add((await browser.SendFormAsync(page, ("username", name), ("password", "wrong wrong wrong"))).Status);

        // Five are looked at, whichever node they came to, and the sixth has to wait.
        Assert.Single(tries, status => status == tries[^1]);
    }

    private async Task UsesOnceAsync()
    {
        using var key = ClientKey.Create();
        var service = Json.Node(new
        {
            client_id = $"service-{Guid.NewGuid():N}",
            client_name = "Service",
            token_endpoint_auth_method = "private_key_jwt",
            grant_types = new[] { "client_credentials" },
            scope = "admin",
            jwks = key.Set,
        });
        await deployment.ApplyAsync(new JsonObject { ["clients"] = new JsonArray(service) });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var id = service.Text("client_id");
        var assertion = key.Sign(Json.Node(new { iss = id, sub = id, aud = proxy.Url.GetLeftPart(UriPartial.Authority), jti = Guid.NewGuid().ToString("N"), iat = now, exp = now + 60 }));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => proxy.Url.SendAsync(
            HttpMethod.Post, "/connect/token", [("grant_type", "client_credentials"), ("scope", "admin"), ("client_assertion_type", AssertionType), ("client_assertion", assertion)])));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(5, answers.Count(answer => answer.Error == "invalid_client"));
    }

    private async Task ChangesEverywhereAsync(Node[] nodes)
    {
        var address = $"https://{Guid.NewGuid():N}.example.com/callback";
        foreach (var node in nodes) Assert.Equal(400, await AuthorizeAsync(node, address));

        await RegisterAsync(address);

        await Until.TrueAsync(async () => (await Task.WhenAll(nodes.Select(node => AuthorizeAsync(node, address)))).All(status => status == 303), EveryNode, "A node has not heard of it.");
    }

    private Task RegisterAsync(string address, params string[] settings) => deployment.ApplyAsync(new JsonObject
    {
        ["clients"] = new JsonArray(Json.Node(new
        {
            client_id = app.ClientId,
            client_name = app.Name,
            client_secret = app.Secret,
            redirect_uris = new[] { app.RedirectUri, address },
            grant_types = new[] { "authorization_code", "refresh_token" },
            scope = "openid profile email offline_access",
            first_party = true,
        })),
    }, settings);

    private async Task<int> AuthorizeAsync(Node node, string address)
    {
        using var browser = new WebBrowser(node.Url);
        return (await browser.GetAsync(app.Request().With("redirect_uri", address).Address)).Status;
    }

    public enum Redis
    {
        None,
        There,
        Killed,
    }
}
