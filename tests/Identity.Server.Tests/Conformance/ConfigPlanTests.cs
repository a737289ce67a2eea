using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>The module of OpenID's Config OP plan, by its name.</summary>
public sealed class ConfigPlanTests
{
    private const string Issuer = "https://login.example.com";

    [Fact]
    public async Task oidcc_discovery_endpoint_verification()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Server:PublicUrl"] = Issuer, ["Proxy:Trusted:0"] = "127.0.0.1" });
        var document = await ReadAsync("/.well-known/openid-configuration");
        var keys = (await ReadAsync(new Uri(document.Text("jwks_uri")).AbsolutePath))["keys"]!.AsArray();

        Assert.Equal(Issuer, document.Text("issuer"));
        Assert.All(
            document.Where(m => m.Key.EndsWith("_endpoint", StringComparison.Ordinal) || m.Key.EndsWith("_uri", StringComparison.Ordinal)),
            m => Assert.StartsWith(Issuer + "/", m.Value!.GetValue<string>(), StringComparison.Ordinal));
        Assert.All(
            new[] { "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "claims_supported" },
            name => Assert.True(document.ContainsKey(name), name));
        Assert.Contains("code", document.Texts("response_types_supported"));
        Assert.Contains("RS256", document.Texts("id_token_signing_alg_values_supported"));
        Assert.Contains("openid", document.Texts("scopes_supported"));
        Assert.Contains("public", document.Texts("subject_types_supported"));
        Assert.DoesNotContain(document, member => member.Value is null or JsonArray { Count: 0 });
        Assert.NotEmpty(keys);
        Assert.Equal(keys.Count, keys.Select(key => key!.AsObject().Text("kid")).Distinct().Count());
        Assert.All(keys, key => Assert.False(key!.AsObject().ContainsKey("d"), "a private key"));

        async Task<JsonObject> ReadAsync(string address)
            => (await server.SendAsync(HttpMethod.Get, address, more: request =>
            {
                request.Headers.Host = "login.example.com";
                request.Headers.Add("X-Forwarded-Proto", "https");
            })).Json;
    }
}
