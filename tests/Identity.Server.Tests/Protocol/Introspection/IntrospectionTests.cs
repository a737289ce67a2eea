using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Introspection;

public sealed class IntrospectionTests(TestServer server)
{
    [Fact]
    public async Task The_client_of_a_token_learns_what_it_holds()
    {
        var (app, person, tokens) = await server.TokensAsync("openid offline_access roles");

        var answer = await server.CallAsync(app, "/connect/introspect", ("token", tokens.AccessToken));

        Assert.True(answer.Json["active"]!.GetValue<bool>());
        Assert.Equal((person.Subject, app.ClientId, server.Issuer), (answer.Json.Text("sub"), answer.Json.Text("client_id"), answer.Json.Text("iss")));
        Assert.Contains("openid", answer.Json.Text("scope").Split(' '));
    }

    [Fact]
    public async Task The_clients_that_a_resource_names_may_look_into_its_tokens()
    {
        var api = await server.CreateClientAsync();
        var (resource, scope) = ($"https://{Guid.NewGuid():N}.example.com", $"read-{Guid.NewGuid():N}");
        await server.ApplyAsync(new
        {
            resources = new[] { new { identifier = resource, introspection_clients = new[] { api.ClientId } } },
            scopes = new[] { new { name = scope, display_name = "Read", resources = new[] { resource } } },
        });
        var service = await server.CreateClientAsync(new { grant_types = new[] { "client_credentials" }, scope });
        var token = (await server.TokenAsync(service, ("grant_type", "client_credentials"), ("scope", scope))).Json.Text("access_token");

        var named = await server.CallAsync(api, "/connect/introspect", ("token", token));

        Assert.True(named.Json["active"]!.GetValue<bool>(), named.ToString());
        Assert.Equal(resource, named.Json.Text("aud"));
    }

    [Fact]
    public async Task B042_to_a_stranger_a_token_is_not_active_and_nothing_more_is_said()
    {
        var (_, _, tokens) = await server.TokensAsync();
        var stranger = await server.CreateClientAsync();

        var answer = await server.CallAsync(stranger, "/connect/introspect", ("token", tokens.AccessToken));

        Assert.Equal("""{"active":false}""", answer.Json.ToJsonString());
    }

    [Fact]
    public async Task B042_nobody_looks_without_credentials()
    {
        var (_, _, tokens) = await server.TokensAsync();

        Assert.NotEqual(200, (await server.PostAsync("/connect/introspect", ("token", tokens.AccessToken))).Status);
    }

    [Fact]
    public async Task B042_a_token_is_inactive_the_moment_it_is_revoked()
    {
        var (app, _, tokens) = await server.TokensAsync();

        await server.CallAsync(app, "/connect/revoke", ("token", tokens.AccessToken));
        var answer = await server.CallAsync(app, "/connect/introspect", ("token", tokens.AccessToken));

        Assert.False(answer.Json["active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Looking_into_a_used_refresh_token_revokes_nothing()
    {
        await using var own = await TestServer.StartAsync();
        var (app, _, first) = await own.TokensAsync();
        var second = Tokens.Of(await own.RefreshAsync(app, first.RefreshToken));
        own.Clock.Advance(TimeSpan.FromMinutes(1));

        await own.CallAsync(app, "/connect/introspect", ("token", first.RefreshToken!));

        Assert.Equal(200, (await own.RefreshAsync(app, second.RefreshToken)).Status);
    }
}
