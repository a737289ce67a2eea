using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.ClientAuthentication;

/// <summary>Keys that a client keeps at an address of its own. Each test has a server of its own: clocks move.</summary>
public sealed class JwksUriTests : IAsyncLifetime
{
    private readonly ClientKey _key = ClientKey.Create();
    private TestServer _server = null!;
    private KeyServer _published = null!;

    public async ValueTask InitializeAsync()
    {
        _published = await KeyServer.StartAsync();
        _published.Keys = _key.Set;
        _server = await TestServer.StartAsync(settings: new() { ["Outbound:AllowedNetworks:0"] = "127.0.0.1/32" });
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _server.DisposeAsync();
        await _published.DisposeAsync();
    }

    [Fact]
    public async Task Trap_3_keys_are_fetched_once_for_many_requests()
    {
        var app = await ClientAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TokenAsync(_key, app)));

        Assert.All(answers, answer => Assert.True(answer.Status == 200, answer.ToString()));
        Assert.Equal(1, _published.Calls);
    }

    [Fact]
    public async Task A_new_key_is_found_when_it_is_first_used_and_made_up_names_don_t_make_us_call()
    {
        using var next = ClientKey.Create();
        var app = await ClientAsync();
        await TokenAsync(_key, app);
        _published.Keys = ClientKey.SetOf(_key, next);

        for (var i = 0; i < 5; i++) Assert.Equal(401, (await TokenAsync(next, app)).Status);
        Assert.Equal(1, _published.Calls);
        _server.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(200, (await TokenAsync(next, app)).Status);
        Assert.Equal(200, (await TokenAsync(_key, app)).Status);
        Assert.Equal(2, _published.Calls);
    }

    [Fact]
    public async Task A_removed_key_ends_with_the_lifetime_of_the_copy()
    {
        using var next = ClientKey.Create();
        var app = await ClientAsync();
        await TokenAsync(_key, app);
        _published.Keys = next.Set;

        _server.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(401, (await TokenAsync(_key, app)).Status);
        Assert.Equal(200, (await TokenAsync(next, app)).Status);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, "{\"keys\": 7}")]
    [InlineData(302, "{}")]
    public async Task Known_keys_go_on_for_a_time_while_new_ones_can_t_be_had(int status, string body)
    {
        var app = await ClientAsync();
        await TokenAsync(_key, app);
        (_published.Status, _published.Keys) = (status, JsonNode.Parse(body)!);

        _server.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(200, (await TokenAsync(_key, app)).Status);
        _server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(401, (await TokenAsync(_key, app)).Status);

        (_published.Status, _published.Keys) = (200, _key.Set);
        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await TokenAsync(_key, app)).Status);
    }

    [Fact]
    public async Task B045_an_address_inside_is_not_called_and_the_trace_says_which_setting_opens_it()
    {
        await using var closed = await TestServer.StartAsync();
        var app = await ClientAsync(closed);

        var answer = await closed.ServiceTokenAsync(_key.Assertion(closed, app));

        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
        Assert.Equal(0, _published.Calls);
        Assert.DoesNotContain("Outbound", answer.Body, StringComparison.Ordinal);
        Assert.Contains((await closed.TraceOfAsync(app)).Checks, check => !check.Passed && check.Expected!.Contains("Outbound:AllowedNetworks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_of_other_kinds_are_passed_over()
    {
        var set = ClientKey.SetOf(_key);
        set["keys"]!.AsArray().Insert(0, new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = "AAAA" });
        set["keys"]!.AsArray().Insert(0, Json.Merge(_key.Jwk, new { use = "enc" }));
        _published.Keys = set;
        var app = await ClientAsync();

        Assert.Equal(200, (await TokenAsync(_key, app)).Status);
    }

    private Task<App> ClientAsync(TestServer? server = null)
        => (server ?? _server).CreateKeyClientAsync(_key, new JsonObject { ["jwks"] = null, ["jwks_uri"] = _published.Address });

    private Task<Answer> TokenAsync(ClientKey key, App app) => _server.ServiceTokenAsync(key.Assertion(_server, app));
}
