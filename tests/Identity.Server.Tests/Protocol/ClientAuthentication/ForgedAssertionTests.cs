using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.ClientAuthentication;

public sealed class ForgedAssertionTests(TestServer server)
{
    [Fact]
    public async Task B038_an_assertion_of_another_key_or_without_signature_is_refused()
    {
        using var key = ClientKey.Create("RS256");
        using var other = ClientKey.Create("RS256");
        var app = await server.CreateKeyClientAsync(key);
        var good = Jwt.Read(key.Assertion(server, app));

        await RefusedAsync(other.Assertion(server, app));
        await RefusedAsync(other.Assertion(server, app, header: new { kid = key.Id }));
        await RefusedAsync(good.With(claims: Json.Merge(good.Claims, new { jti = "changed" })));
        await RefusedAsync(good.With(header: new JsonObject { ["alg"] = "none" }, signature: ""));
        await RefusedAsync(good.With(header: new JsonObject { ["alg"] = "None", ["kid"] = key.Id }, signature: ""));
        await RefusedAsync("not.a.token");
        await RefusedAsync("x");
    }

    [Fact]
    public async Task B038_the_public_key_is_no_shared_secret()
    {
        using var key = ClientKey.Create("RS256");
        var app = await server.CreateKeyClientAsync(key);
        var good = Jwt.Read(key.Assertion(server, app));
        foreach (var secret in new[] { key.Jwk.ToJsonString(), key.Jwk.Text("n"), key.Set.ToJsonString() })
        {
            var text = $"{Jwt.Encode(new JsonObject { ["alg"] = "HS256", ["kid"] = key.Id })}.{Jwt.Encode(good.Claims)}";
            var signature = System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)));

            await RefusedAsync($"{text}.{signature}");
        }
    }

    [Fact]
    public async Task B038_a_key_that_the_header_brings_or_points_to_is_not_used_and_nothing_is_fetched()
    {
        using var key = ClientKey.Create();
        using var mine = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);
        await using var elsewhere = await KeyServer.StartAsync();
        elsewhere.Keys = mine.Set;

        await RefusedAsync(mine.Assertion(server, app, header: new { jwk = mine.Jwk }));
        await RefusedAsync(mine.Assertion(server, app, header: new { jku = elsewhere.Address }));
        await RefusedAsync(mine.Assertion(server, app, header: new { x5u = elsewhere.Address }));
        await RefusedAsync(mine.Assertion(server, app, header: new { kid = "../../../../dev/null" }));
        await RefusedAsync(key.Assertion(server, app, header: new { crit = new[] { "exp" } }));
        Assert.Equal(0, elsewhere.Calls);
    }

    [Fact]
    public async Task B038_a_registered_algorithm_is_the_only_one()
    {
        using var key = ClientKey.Create("RS256");
        var app = await server.CreateKeyClientAsync(key, new { token_endpoint_auth_signing_alg = "PS256" });

        await RefusedAsync(key.Assertion(server, app));
    }

    [Fact]
    public async Task B029_a_client_with_a_key_does_not_get_by_with_a_secret_or_with_nothing()
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);

        foreach (var guess in new[] { null, "x", key.Id })
        {
            var answer = await server.RefreshAsync(app with { Secret = guess }, "x");
            Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
        }
    }

    [Fact]
    public async Task B029_a_client_with_a_secret_or_without_credentials_can_t_sign_instead()
    {
        using var key = ClientKey.Create();
        var confidential = await server.CreateClientAsync(new JsonObject { ["jwks"] = key.Set, ["grant_types"] = new JsonArray("client_credentials"), ["scope"] = "admin" });
        var open = await server.CreatePublicClientAsync(new JsonObject { ["jwks"] = key.Set });

        await RefusedAsync(key.Assertion(server, confidential));
        await RefusedAsync(key.Assertion(server, open));
    }

    [Fact]
    public async Task B029_two_ways_at_once_are_refused()
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);

        var answer = await server.ServiceTokenAsync(key.Assertion(server, app), ("client_id", app.ClientId), ("client_secret", "x"));

        Assert.Contains(answer.Error, new[] { "invalid_request", "invalid_client" });
        Assert.False(answer.Json.ContainsKey("access_token"));
    }

    [Fact]
    public async Task B029_an_assertion_does_not_speak_for_another_client_id()
    {
        using var key = ClientKey.Create();
        var (app, other) = (await server.CreateKeyClientAsync(key), await server.CreateKeyClientAsync(key));

        var answer = await server.ServiceTokenAsync(key.Assertion(server, app), ("client_id", other.ClientId));

        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task B030_who_has_no_key_learns_no_more_than_of_an_unknown_client()
    {
        using var key = ClientKey.Create();
        using var other = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);

        var forged = await server.ServiceTokenAsync(other.Assertion(server, app));
        var unknown = await server.ServiceTokenAsync(other.Assertion(server, app with { ClientId = "nobody" }));

        Assert.Equal((forged.Status, forged.Body), (unknown.Status, unknown.Body));
    }

    private async Task RefusedAsync(string assertion)
    {
        var answer = await server.ServiceTokenAsync(assertion);
        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
    }
}
