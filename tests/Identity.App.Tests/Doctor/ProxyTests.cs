using System.Net;

namespace Identity.App.Tests.Doctor;

[Trait("Set", "All")]
public sealed class ProxyTests : IDisposable
{
    private readonly Installation installation = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        http.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task A_proxy_that_is_trusted_and_keeps_the_host_is_fine()
    {
        await using var proxy = await ReverseProxy.StartAsync(installation.Ports[0]);

        var output = await AskAsync(proxy, "--Proxy:Trusted=127.0.0.1");

        Assert.Matches("ok +proxy +A request to .* arrived with the right host, from the client address 203.0.113.7", output);
        Assert.Matches("ok +addresses +.*the right issuer", output);
    }

    [Fact]
    public async Task A_proxy_that_is_not_trusted_is_found()
    {
        await using var proxy = await ReverseProxy.StartAsync(installation.Ports[0]);

        Assert.Matches("problem +proxy +Forwarded headers came from 127.0.0.1, which Proxy:Trusted does not name.*Proxy__Trusted__0=127.0.0.1", await AskAsync(proxy));
    }

    [Fact]
    public async Task A_proxy_that_changes_the_host_is_found()
    {
        await using var proxy = await ReverseProxy.StartAsync(installation.Ports[0], keepsHost: false);

        var output = await AskAsync(proxy, "--Proxy:Trusted=127.0.0.1");

        Assert.Matches("problem +proxy +.*arrived with the host 'inside.example.com' instead of '127.0.0.1:[0-9]+' and was refused", output);
        Assert.Matches("problem +addresses +.*answers 421", output);
    }

    [Fact]
    public async Task An_address_that_leads_to_another_node_is_found()
    {
        using var other = new Installation();
        await using var proxy = await ReverseProxy.StartAsync(other.Ports[0]);
        await using var elsewhere = await RunningServer.StartAsync(other, $"--Server:PublicUrl=http://127.0.0.1:{proxy.Port}");

        Assert.Matches("warning +proxy +A request to .* did not arrive at the server of this machine", await AskAsync(proxy));
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_of_the_client_is_found()
    {
        await using var proxy = await ReverseProxy.StartAsync(installation.Ports[0], forwardedFor: null);
        await using var server = await RunningServer.StartAsync(installation, $"--Server:PublicUrl=http://127.0.0.1:{proxy.Port}");

        var number = await NumberAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{proxy.Port}/health/live") { Headers = { { "Identity-Doctor", number }, { "X-Forwarded-Proto", "https" } } };
        await http.SendAsync(request);

        Assert.Contains("\"forwarded\":[\"X-Forwarded-Proto\"],\"believed\":false", await http.GetStringAsync(Probe($"/{number}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_learns_nothing_from_a_number_that_was_not_given_out_or_is_used_up()
    {
        await using var server = await RunningServer.StartAsync(installation);

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(Probe("/0123456789abcdef0123456789abcdef"))).StatusCode);
        var number = await NumberAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{installation.Ports[0]}/health/live") { Headers = { { "Identity-Doctor", number } } };
        var answer = await http.SendAsync(request);

        Assert.DoesNotContain(answer.Headers, header => header.Key.Contains("Doctor", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Probe($"/{number}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(Probe($"/{number}"))).StatusCode);
    }

    [Fact]
    public async Task Only_so_many_numbers_are_given_out()
    {
        await using var server = await RunningServer.StartAsync(installation);
        for (var i = 0; i < 16; i++) await NumberAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, (await http.PostAsync(Probe(""), null)).StatusCode);
    }

    private async Task<string> AskAsync(ReverseProxy proxy, params string[] settings)
    {
        settings = [$"--Server:PublicUrl=http://127.0.0.1:{proxy.Port}", .. settings];
        await using var server = await RunningServer.StartAsync(installation, settings);
        return (await installation.RunAsync(["doctor", .. settings])).Output;
    }

    private async Task<string> NumberAsync()
        => (await (await http.PostAsync(Probe(""), null)).EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Trim('"');

    private Uri Probe(string path) => new($"http://127.0.0.1:{installation.Ports[4]}/doctor/proxy{path}");
}
