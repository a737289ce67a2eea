using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class ClientCredentialsTests(TestServer server)
{
    private static readonly object Service = new { grant_types = new[] { "client_credentials" }, scope = "openid admin" };

    [Fact]
    public async Task A_service_gets_a_token_about_itself_for_the_resource_of_its_scope()
    {
        var service = await server.CreateClientAsync(Service);

        var answer = await server.TokenAsync(service, ("grant_type", "client_credentials"), ("scope", "admin"));

        var token = await server.VerifyAsync(answer.Json.Text("access_token"));
        Assert.Equal("at+jwt", token.Header.Text("typ"));
        Assert.Equal((service.ClientId, service.ClientId, "urn:identity:admin"), (token.Claims.Text("sub"), token.Claims.Text("client_id"), token.Claims.Text("aud")));
        Assert.False(answer.Json.ContainsKey("refresh_token"));
        Assert.False(answer.Json.ContainsKey("id_token"));
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("profile")]
    [InlineData("email")]
    [InlineData("address")]
    [InlineData("phone")]
    [InlineData("offline_access")]
    [InlineData("roles")]
    [InlineData("groups")]
    public async Task A_scope_about_a_person_is_refused(string scope)
    {
        var service = await server.CreateClientAsync(new { grant_types = new[] { "client_credentials" }, scope });

        var answer = await server.TokenAsync(service, ("grant_type", "client_credentials"), ("scope", scope));

        // OpenIddict says of one of them that the request as a whole is wrong.
        Assert.Equal((400, scope == "offline_access" ? "invalid_request" : "invalid_scope"), (answer.Status, answer.Error));
        Assert.Contains(scope, answer.Json.Text("error_description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B011_a_scope_that_was_not_registered_is_refused()
    {
        var service = await server.CreateClientAsync(Service);

        Assert.NotEqual(200, (await server.TokenAsync(service, ("grant_type", "client_credentials"), ("scope", "account"))).Status);
    }

    [Fact]
    public async Task B031_an_app_without_a_secret_or_without_the_grant_is_refused()
    {
        var open = await server.CreatePublicClientAsync();
        var web = await server.CreateClientAsync();

        Assert.Contains((await server.TokenAsync(open, ("grant_type", "client_credentials"))).Error, new[] { "unauthorized_client", "invalid_client", "invalid_request" });
        Assert.Equal("unauthorized_client", (await server.TokenAsync(web, ("grant_type", "client_credentials"))).Error);
    }
}
