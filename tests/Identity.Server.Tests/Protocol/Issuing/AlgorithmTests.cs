using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Identity.Server.Tests.Stage;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Server.Tests.Protocol.Issuing;

public sealed class AlgorithmTests(TestServer server)
{
    [Theory]
    [InlineData(null, "RS256")]
    [InlineData("RS256", "RS256")]
    [InlineData("ES256", "ES256")]
    [InlineData("PS256", "PS256")]
    public async Task Trap_9_each_client_gets_ID_tokens_signed_as_it_registered(string? registered, string expected)
    {
        var app = await server.CreateClientAsync(new { id_token_signed_response_alg = registered });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var tokens = await server.TokensAsync(browser, app.Request("openid offline_access"));
        var refreshed = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken));

        foreach (var pair in new[] { tokens, refreshed })
        {
            var idToken = await VerifiedByItsPublishedKeyAsync(pair.IdToken!);
            Assert.Equal(expected, idToken.Header.Text("alg"));
            Assert.Equal("ES256", Jwt.Read(pair.AccessToken).Header.Text("alg"));
            Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(pair.AccessToken)).AsSpan(0, 16)), idToken.Claims.Text("at_hash"));
        }
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    public async Task Such_a_token_is_a_hint_as_any_other(string algorithm)
    {
        var app = await server.CreateClientAsync(new { id_token_signed_response_alg = algorithm });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var tokens = await server.TokensAsync(browser, app.Request());

        await browser.CodeAsync(app.Request().With("prompt", "none").With("id_token_hint", tokens.IdToken!));
        var end = await browser.GetAsync($"/connect/endsession?id_token_hint={tokens.IdToken}&post_logout_redirect_uri={Uri.EscapeDataString(app.PostLogoutRedirectUri)}");

        Assert.Equal(new Uri(app.PostLogoutRedirectUri), end.Location);
    }

    [Fact]
    [Trait("Module", "oidcc-discovery-endpoint-verification")]
    public async Task Each_published_key_names_one_algorithm_and_each_advertised_one_has_a_key()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;
        var keys = (await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Json["keys"]!.AsArray().Select(key => key!.AsObject()).ToList();

        foreach (var list in new[] { "id_token", "userinfo", "introspection" })
        {
            Assert.Equal(["ES256", "PS256", "RS256"], document.Texts($"{list}_signing_alg_values_supported").Order(StringComparer.Ordinal));
        }

        Assert.Equal(["ES256", "PS256", "RS256"], keys.Select(key => key.Text("alg")).Order(StringComparer.Ordinal));
        Assert.Equal(keys.Count, keys.Select(key => key.Text("kid")).Distinct().Count());
    }

    // As a strict library does it: by kid, and only when the key is for this algorithm.
    private async Task<Jwt> VerifiedByItsPublishedKeyAsync(string token)
    {
        var jwt = Jwt.Read(token);
        var set = new JsonWebKeySet((await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Body);
        var key = Assert.Single(set.Keys, key => key.Kid == jwt.Header.Text("kid") && key.Alg == jwt.Header.Text("alg"));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return jwt;
    }
}
