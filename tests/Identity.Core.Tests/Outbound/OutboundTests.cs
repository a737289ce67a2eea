using System.IO.Compression;
using System.Net;
using Identity.Core.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Outbound;

public sealed class OutboundTests
{
    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://localhost")]
    [InlineData("https://2130706433")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    public async Task B051_B045_an_address_that_is_not_public_is_not_called(string address)
    {
        await using var server = await OtherServer.StartAsync(http => http.Response.WriteAsync("inside"));

        var refused = await Assert.ThrowsAsync<OutboundException>(() => server.Client().GetAsync(new Uri($"{address}:{server.Port}/")));

        Assert.Contains("is not a public address", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Outbound:AllowedNetworks", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_allowed_network_is_called_over_plain_http_too()
    {
        await using var server = await OtherServer.StartAsync(http => http.Response.WriteAsync("inside"));

        Assert.Equal("inside", await server.Client("127.0.0.0/8").GetStringAsync(new Uri($"http://127.0.0.1:{server.Port}/")));
    }

    [Fact]
    public async Task B051_the_address_that_was_checked_is_the_one_that_is_called_whatever_the_name_says_next()
    {
        await using var server = await OtherServer.StartAsync(http => http.Response.WriteAsync("inside"));
        var lookups = 0;
        var client = server.Client("127.0.0.1/32", services => services.AddSingleton<AddressLookup>((_, _)
            => Task.FromResult(lookups++ == 0 ? [IPAddress.Parse("127.0.0.3"), IPAddress.Parse("127.0.0.1")] : new[] { IPAddress.Parse("127.0.0.2") })));

        await client.GetStringAsync(new Uri($"http://moving.example:{server.Port}/"));

        Assert.Equal(1, lookups);
        Assert.Equal(IPAddress.Loopback, Assert.Single(server.Requests).At);
    }

    [Fact]
    public async Task Plain_http_to_the_public_is_refused()
    {
        await using var server = await OtherServer.StartAsync(_ => Task.CompletedTask);
        var client = server.Client(more: services => services.AddSingleton<AddressLookup>((_, _) => Task.FromResult(new[] { IPAddress.Parse("1.1.1.1") })));

        var refused = await Assert.ThrowsAsync<OutboundException>(() => client.GetAsync(new Uri("http://public.example/")));

        Assert.Equal("'public.example' would be called over plain http. Use https; http is for networks in Outbound:AllowedNetworks alone.", refused.Message);
    }

    [Fact]
    public async Task B051_a_redirect_is_not_followed()
    {
        await using var server = await OtherServer.StartAsync(http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        var answer = await server.Client("127.0.0.1/32").GetAsync(new Uri($"http://127.0.0.1:{server.Port}/here"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/here", Assert.Single(server.Requests).Path);
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("chunked")]
    [InlineData("compressed")]
    public async Task B051_a_long_answer_is_given_up_however_it_is_sent_and_read(string form)
    {
        await using var server = await OtherServer.StartAsync(http => WriteLongAsync(http.Response, form));

        var refused = await Assert.ThrowsAsync<OutboundException>(
            () => server.Client("127.0.0.1/32").GetAsync(new Uri($"http://127.0.0.1:{server.Port}/"), HttpCompletionOption.ResponseHeadersRead));

        Assert.Equal("'127.0.0.1' answered with more than 2048 bytes (Outbound:MaximumResponseSize).", refused.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B051_a_slow_answer_is_given_up_when_its_head_came_in_time_too(bool head)
    {
        var clock = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = await OtherServer.StartAsync(async http =>
        {
            if (head) await http.Response.WriteAsync("a");
            if (head) await http.Response.Body.FlushAsync();
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var call = server.Client("127.0.0.1/32", services => services.AddSingleton<TimeProvider>(clock), "00:00:03")
            .GetAsync(new Uri($"http://127.0.0.1:{server.Port}/"), HttpCompletionOption.ResponseHeadersRead);

        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(3));

        var refused = await Assert.ThrowsAsync<OutboundException>(() => call);
        Assert.Equal("'127.0.0.1' did not answer within 3 seconds (Outbound:Timeout).", refused.Message);
    }

    [Fact]
    public async Task A_setting_that_is_no_network_says_what_would_be()
    {
        await using var server = await OtherServer.StartAsync(_ => Task.CompletedTask);

        var wrong = Assert.Throws<OptionsValidationException>(() => server.Client("10.0.0.1"));

        Assert.Contains("Outbound:AllowedNetworks: '10.0.0.1' is not a network", wrong.Message, StringComparison.Ordinal);
    }

    private static async Task WriteLongAsync(HttpResponse response, string form)
    {
        if (form == "whole") response.ContentLength = 3000;
        if (form != "compressed")
        {
            for (var i = 0; i < 3; i++) await response.WriteAsync(new string('a', 1000));
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(new byte[3000]);
    }
}
