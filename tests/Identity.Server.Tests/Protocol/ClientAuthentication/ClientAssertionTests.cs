using System.Text.Json.Nodes;
using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Protocol.ClientAuthentication;

public sealed class ClientAssertionTests(TestServer server)
{
    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_client_signs_instead_of_telling_a_secret(string algorithm)
    {
        using var key = ClientKey.Create(algorithm);
        var app = await server.CreateKeyClientAsync(key);

        var answer = await server.ServiceTokenAsync(key.Assertion(server, app));

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Equal(app.ClientId, Jwt.Read(answer.Json.Text("access_token")).Claims.Text("client_id"));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("client-authentication+jwt")]
    public async Task Trap_1_the_type_that_ordinary_clients_write_is_accepted(string type)
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);

        Assert.Equal(200, (await server.ServiceTokenAsync(key.Assertion(server, app, header: new { typ = type }))).Status);
        AssertRefused(await server.ServiceTokenAsync(key.Assertion(server, app, header: new { typ = "at+jwt" })));
    }

    [Fact]
    public async Task It_works_at_every_endpoint_that_a_client_calls()
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);
        var token = (await server.ServiceTokenAsync(key.Assertion(server, app))).Json.Text("access_token");

        var introspected = await server.PostAsync("/connect/introspect", [("token", token), .. KeyClients.Credentials(key.Assertion(server, app))]);
        var revoked = await server.PostAsync("/connect/revoke", [("token", token), .. KeyClients.Credentials(key.Assertion(server, app))]);
        var dead = await server.PostAsync("/connect/introspect", [("token", token), .. KeyClients.Credentials(key.Assertion(server, app))]);

        Assert.True(introspected.Json["active"]?.GetValue<bool>(), introspected.ToString());
        Assert.Equal(200, revoked.Status);
        Assert.False(dead.Json["active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_code_is_redeemed_with_a_key()
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();

        var answer = await server.PostAsync("/connect/token",
        [
            ("grant_type", "authorization_code"), ("code", await browser.CodeAsync(request)), ("redirect_uri", app.RedirectUri), ("code_verifier", request.Verifier),
            .. KeyClients.Credentials(key.Assertion(server, app)),
        ]);

        Assert.True(answer.Status == 200, answer.ToString());
    }

    [Fact]
    public async Task B049_trap_2_an_assertion_works_once()
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);
        var assertion = key.Assertion(server, app);

        Assert.Equal(200, (await server.ServiceTokenAsync(assertion)).Status);
        var again = await server.ServiceTokenAsync(assertion);

        AssertRefused(again);
        Assert.Contains("used before", again.Json.Text("error_description"), StringComparison.Ordinal);
    }

    [Theory]
    [AllProviders]
    public async Task B049_of_thirty_uses_at_once_one_succeeds(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        using var key = ClientKey.Create();
        var app = await own.CreateKeyClientAsync(key);
        var assertion = key.Assertion(own, app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => own.ServiceTokenAsync(assertion)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), AssertRefused);
        Assert.Empty(own.Log.Errors);
    }

    [Fact]
    public async Task B049_a_restart_does_not_forget_a_used_assertion()
    {
        await using var own = await TestServer.StartAsync();
        using var key = ClientKey.Create();
        var app = await own.CreateKeyClientAsync(key);
        var assertion = key.Assertion(own, app);
        await own.ServiceTokenAsync(assertion);

        await own.RestartAsync();

        AssertRefused(await own.ServiceTokenAsync(assertion));
    }

    [Fact]
    public async Task Two_clients_may_make_up_the_same_jti()
    {
        using var key = ClientKey.Create();
        var (one, two) = (await server.CreateKeyClientAsync(key), await server.CreateKeyClientAsync(key));

        Assert.Equal(200, (await server.ServiceTokenAsync(key.Assertion(server, one, new { jti = "1" }))).Status);
        Assert.Equal(200, (await server.ServiceTokenAsync(key.Assertion(server, two, new { jti = "1" }))).Status);
    }

    [Theory]
    [InlineData("iss", "\"somebody\"")]
    [InlineData("iss", null)]
    [InlineData("sub", "\"somebody\"")]
    [InlineData("sub", null)]
    [InlineData("aud", "\"https://elsewhere.example.com\"")]
    [InlineData("aud", "[\"ISSUER\", \"https://elsewhere.example.com\"]")]
    [InlineData("aud", "[]")]
    [InlineData("aud", "7")]
    [InlineData("aud", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "0")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "NOW-60")]
    [InlineData("exp", "NOW+700")]
    [InlineData("nbf", "NOW+120")]
    [InlineData("iat", "NOW+120")]
    [InlineData("iat", "\"now\"")]
    [InlineData("jti", null)]
    [InlineData("jti", "\"\"")]
    [InlineData("jti", "7")]
    public async Task B049_B161_an_assertion_that_lacks_something_is_refused(string claim, string? value)
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);

        AssertRefused(await server.ServiceTokenAsync(key.Assertion(server, app, new JsonObject { [claim] = Value(value) })));
    }

    [Theory]
    [InlineData("exp", "NOW-59")]
    [InlineData("exp", "NOW+600")]
    [InlineData("nbf", "NOW+60")]
    [InlineData("iat", "NOW+60")]
    [InlineData("iat", null)]
    [InlineData("aud", "[\"ISSUER\"]")]
    public async Task B161_clocks_may_be_a_minute_apart(string claim, string? value)
    {
        using var key = ClientKey.Create();
        var app = await server.CreateKeyClientAsync(key);

        var answer = await server.ServiceTokenAsync(key.Assertion(server, app, new JsonObject { [claim] = Value(value) }));

        Assert.True(answer.Status == 200, answer.ToString());
    }

    [Fact]
    public async Task B049_the_token_endpoint_is_an_audience_only_for_a_client_that_is_switched_so()
    {
        using var key = ClientKey.Create();
        var strict = await server.CreateKeyClientAsync(key);
        var lenient = await server.CreateKeyClientAsync(key, new { client_assertion_audience = "token_endpoint" });
        var address = new { aud = $"{server.Issuer}/connect/token" };

        var refused = await server.ServiceTokenAsync(key.Assertion(server, strict, address));

        AssertRefused(refused);
        Assert.Contains($"'{server.Issuer}'", refused.Json.Text("error_description"), StringComparison.Ordinal);
        Assert.Equal(200, (await server.ServiceTokenAsync(key.Assertion(server, lenient, address))).Status);
        Assert.Equal(200, (await server.ServiceTokenAsync(key.Assertion(server, lenient))).Status);
        Assert.Equal(200, (await server.PostAsync("/connect/introspect", [("token", "x"), .. KeyClients.Credentials(key.Assertion(server, lenient, new { aud = $"{server.Issuer}/connect/introspect" }))])).Status);
    }

    private static void AssertRefused(Answer answer)
    {
        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
        Assert.False(answer.Json.ContainsKey("access_token"));
    }

    private JsonNode? Value(string? text)
    {
        if (text is null) return null;
        if (!text.StartsWith("NOW", StringComparison.Ordinal)) return JsonNode.Parse(text.Replace("ISSUER", server.Issuer, StringComparison.Ordinal));
        return server.Clock.GetUtcNow().ToUnixTimeSeconds() + int.Parse(text[3..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
