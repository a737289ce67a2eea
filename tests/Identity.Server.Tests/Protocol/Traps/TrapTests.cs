using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Traps;

/// <summary>
/// What OpenIddict does when it is left alone, and we do not. Where a feature closes a trap, its own tests show it:
/// assertions (1, 2, 3) in <c>ClientAuthentication</c>, narrowing by <c>resource</c> (4) in <c>ResourceIndicators</c>,
/// algorithms (9) in <c>Issuing</c>, several secrets (10) in <c>ClientAuthentication</c>, <c>prompt</c> and
/// <c>max_age</c> (12) in <c>Authorization</c>, scripts of apps (14) in <c>Cors</c>. Proof of possession (6) is not
/// offered. The rest is here.
/// </summary>
public sealed class TrapTests(TestServer server)
{
    [Fact]
    public async Task Trap_5_every_access_token_has_an_audience()
    {
        var (_, _, tokens) = await server.TokensAsync("openid");
        var service = await server.CreateClientAsync(new { grant_types = new[] { "client_credentials" }, scope = "admin" });
        var own = (await server.TokenAsync(service, ("grant_type", "client_credentials"))).Json.Text("access_token");

        Assert.Equal(server.Issuer, Jwt.Read(tokens.AccessToken).Claims.Text("aud"));
        Assert.True(Jwt.Read(own).Claims.ContainsKey("aud"));
    }

    [Fact]
    public async Task Trap_7_an_ID_token_is_no_key_to_its_grant_and_an_access_token_says_no_more_than_which()
    {
        var (_, _, tokens) = await server.TokensAsync("openid offline_access");

        Assert.Empty(Private(Jwt.Read(tokens.IdToken).Claims));
        Assert.Equal(["oi_au_id"], Private(Jwt.Read(tokens.AccessToken).Claims).Except(["oi_prst"]));
    }

    [Fact]
    public async Task Trap_8_an_API_can_read_an_access_token_by_the_published_keys()
    {
        var (_, _, tokens) = await server.TokensAsync("openid");

        Assert.Equal(3, tokens.AccessToken.Split('.').Length);
        await server.VerifyAsync(tokens.AccessToken);
    }

    [Theory]
    [InlineData("authorization_details_types_supported")]
    [InlineData("dpop_signing_alg_values_supported")]
    [InlineData("mtls_endpoint_aliases")]
    [InlineData("registration_endpoint")]
    [InlineData("backchannel_authentication_endpoint")]
    [InlineData("authorization_signing_alg_values_supported")]
    [InlineData("id_token_encryption_alg_values_supported")]
    [InlineData("userinfo_encryption_alg_values_supported")]
    public async Task Trap_15_what_is_ignored_is_not_advertised(string member)
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        Assert.False(document.ContainsKey(member));
        Assert.False(document["tls_client_certificate_bound_access_tokens"]!.GetValue<bool>());
    }

    private static IEnumerable<string> Private(JsonObject claims) => claims.Select(claim => claim.Key).Where(name => name.StartsWith("oi_", StringComparison.Ordinal));
}
