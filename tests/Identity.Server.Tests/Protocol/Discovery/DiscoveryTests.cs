using System.Text.Json;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Discovery;

public sealed class DiscoveryTests(TestServer server)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task The_document_is_the_reviewed_one(string address)
    {
        var answer = await server.SendAsync(HttpMethod.Get, address);

        var document = new JsonObject(answer.Json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Snapshot.Check("Protocol/Discovery/discovery.json", document.ToJsonString(Indented).Replace(server.Issuer, "https://issuer", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Module", "oidcc-discovery-endpoint-verification")]
    public async Task B041_nothing_is_named_that_is_not_offered()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        Assert.Equal(server.Issuer, document.Text("issuer"));
        Assert.Equal(["code"], document.Texts("response_types_supported"));
        Assert.Equal(["S256"], document.Texts("code_challenge_methods_supported"));
        Assert.DoesNotContain("none", document.Texts("id_token_signing_alg_values_supported"));
        Assert.DoesNotContain("implicit", document.Texts("grant_types_supported"));
        Assert.DoesNotContain("password", document.Texts("grant_types_supported"));
        Assert.True(document["authorization_response_iss_parameter_supported"]!.GetValue<bool>());
        Assert.DoesNotContain(document, member => member.Value is null or JsonArray { Count: 0 });
    }

    [Fact]
    public async Task Every_endpoint_that_is_named_is_there()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        foreach (var (name, value) in document.Where(m => m.Key.EndsWith("_endpoint", StringComparison.Ordinal) || m.Key == "jwks_uri"))
        {
            var address = new Uri(value!.GetValue<string>());
            Assert.StartsWith(server.Issuer + "/", address.OriginalString, StringComparison.Ordinal);
            var answer = await server.SendAsync(HttpMethod.Post, address.PathAndQuery, BackChannel.Content());
            Assert.True(answer.Status != 404, name);
        }
    }

    [Fact]
    public async Task B130_the_issuer_does_not_follow_the_host_of_the_request()
    {
        var answer = await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration", more: request =>
        {
            request.Headers.Host = "attacker.example.com";
            request.Headers.Add("X-Forwarded-Host", "attacker.example.com");
            request.Headers.Add("X-Forwarded-Proto", "https");
        });

        if (answer.Status != 200) Assert.InRange(answer.Status, 400, 421);
        else Assert.Equal(server.Issuer, answer.Json.Text("issuer"));
        Assert.DoesNotContain("//attacker", answer.Body, StringComparison.Ordinal);
    }
}
