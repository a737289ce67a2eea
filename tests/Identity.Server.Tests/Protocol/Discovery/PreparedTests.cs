using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Identity.Core.Configuration;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Identity.Server.Tests.Protocol.Discovery;

public sealed class PreparedTests(TestServer server)
{
    public static TheoryData<string> Documents { get; } =
        ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks"];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task The_kept_document_says_what_the_pipeline_says(string address)
    {
        var first = await server.SendAsync(HttpMethod.Get, address);
        var kept = await server.SendAsync(HttpMethod.Get, address);
        // With a query it goes through the pipeline each time.
        var made = await server.SendAsync(HttpMethod.Get, address + "?fresh=1");

        Assert.Equal(200, kept.Status);
        Assert.Equal(made.Body, kept.Body);
        Assert.Equal(made.Body, first.Body);
        Assert.Equal(made.ContentHeaders.ContentType, kept.ContentHeaders.ContentType);
        Assert.True(JsonNode.DeepEquals(made.Json, kept.Json));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task An_app_that_has_the_document_is_told_so(string address)
    {
        var answer = await server.SendAsync(HttpMethod.Get, address);
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
        Assert.False(answer.Headers.ETag!.IsWeak);

        var again = await server.SendAsync(HttpMethod.Get, address, more: request => request.Headers.IfNoneMatch.Add(answer.Headers.ETag));
        Assert.Equal(304, again.Status);
        Assert.Empty(again.Body);

        var other = await server.SendAsync(HttpMethod.Get, address, more: request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"older\"")));
        Assert.Equal(200, other.Status);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Other_methods_are_refused(string address)
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
        {
            var answer = await server.SendAsync(method, address, BackChannel.Content());
            Assert.Equal(400, answer.Status);
            Assert.Equal("invalid_request", answer.Error);
        }
    }

    [Fact]
    public async Task A_script_of_a_registered_app_reads_the_kept_document_and_others_do_not()
    {
        await server.SendAsync(HttpMethod.Get, "/.well-known/jwks");
        var app = await server.CreatePublicClientAsync();
        var origin = new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority);

        var own = await server.SendAsync(HttpMethod.Get, "/.well-known/jwks", more: request => request.Headers.Add("Origin", origin));
        var other = await server.SendAsync(HttpMethod.Get, "/.well-known/jwks", more: request => request.Headers.Add("Origin", "https://attacker.example.com"));

        Assert.Equal(origin, own.Header("Access-Control-Allow-Origin"));
        Assert.Empty(other.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_key_that_is_taken_out_of_the_ring_leaves_JWKS()
    {
        await using var own = await TestServer.StartAsync();
        var before = await own.SendAsync(HttpMethod.Get, "/.well-known/jwks");
        var published = before.Json["keys"]!.AsArray().Count;

        var read = new TaskCompletionSource();
        using var registration = own.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().OnChange(_ => read.TrySetResult());
        var now = own.Clock.GetUtcNow().UtcDateTime;
        await own.InDatabaseAsync(async db =>
        {
            await db.SigningKeys.Where(k => k.Algorithm == "ES256").ExecuteUpdateAsync(set => set.SetProperty(k => k.DeleteAt, now));
            await db.BumpConfigVersionAsync(default);
            return true;
        });
        await read.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var after = await own.SendAsync(HttpMethod.Get, "/.well-known/jwks");
        Assert.Equal(published - 1, after.Json["keys"]!.AsArray().Count);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }
}
