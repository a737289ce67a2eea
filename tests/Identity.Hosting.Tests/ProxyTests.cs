using System.Net;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Tests;

public sealed class ProxyTests
{
    [Fact]
    public async Task B090_B130_links_come_from_the_public_address_whatever_the_request_says()
    {
        Assert.Equal("https://login.example.com/seen 127.0.0.1",
            await SeenAsync([("Server:PublicUrl", "https://login.example.com")], ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http")));
    }

    [Fact]
    public async Task B073_forwarded_addresses_of_strangers_do_not_count()
    {
        Assert.EndsWith(" 127.0.0.1", await SeenAsync([], ("X-Forwarded-For", "203.0.113.9")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B073_the_last_hop_that_is_not_trusted_is_the_client()
    {
        var seen = await SeenAsync([("Proxy:Trusted", "127.0.0.0/8, 10.0.0.4")], ("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.0.0.4"));

        Assert.EndsWith(" 203.0.113.9", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_path_of_the_public_address_is_honoured_with_and_without_it()
    {
        await using var app = await SampleRole.StartAsync(("Server:PublicUrl", "https://example.com/login"));
        using var client = SampleServer.NewClient(app);

        Assert.StartsWith("https://example.com/login/seen", await client.GetStringAsync("/login/seen"), StringComparison.Ordinal);
        Assert.StartsWith("https://example.com/login/seen", await client.GetStringAsync("/seen"), StringComparison.Ordinal);
        var page = SampleServer.Parse(await client.GetStringAsync("/components"));
        Assert.StartsWith("/login/assets/hosting/ui.", page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("login.example.com:8443", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost:1", HttpStatusCode.MisdirectedRequest)]
    [InlineData("login.example.com", HttpStatusCode.OK)]
    [InlineData("LOGIN.example.com:443", HttpStatusCode.OK)]
    public async Task B090_a_foreign_host_is_refused_with_the_setting_to_change(string host, HttpStatusCode status)
    {
        await using var app = await SampleRole.StartAsync(("Server:PublicUrl", "https://login.example.com"));
        using var client = SampleServer.NewClient(app);
        client.DefaultRequestHeaders.Host = host;

        using var answer = await client.GetAsync("/seen");
        using var health = await client.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.OK) return;
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Contains(host, problem, StringComparison.Ordinal);
        Assert.Contains("Server:PublicUrl", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_proxy_stops_the_start_with_its_name_and_an_example()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SampleRole.StartAsync(("Proxy:Trusted:0", "my-proxy")));

        Assert.StartsWith("Proxy:Trusted: 'my-proxy' is neither", error.Message, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> SeenAsync((string, string)[] settings, params (string Name, string Value)[] headers)
    {
        await using var app = await SampleRole.StartAsync(settings);
        using var client = SampleServer.NewClient(app);
        foreach (var (name, value) in headers) client.DefaultRequestHeaders.Add(name, value);
        return await client.GetStringAsync("/seen");
    }
}
