using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.ClientAuthentication;

public sealed class ClientSecretTests(TestServer server)
{
    [Theory]
    [InlineData("client_secret_basic")]
    [InlineData("client_secret_post")]
    public async Task A_secret_is_taken_from_the_header_and_from_the_body_whichever_was_registered(string method)
    {
        var app = await server.CreateClientAsync(new { token_endpoint_auth_method = method, grant_types = new[] { "client_credentials" }, scope = "admin" });
        (string, string)[] request = [("grant_type", "client_credentials"), ("scope", "admin")];

        Assert.Equal(200, (await server.TokenAsync(app, request)).Status);
        Assert.Equal(200, (await server.PostAsync("/connect/token", [.. request, ("client_id", app.ClientId), ("client_secret", app.Secret!)])).Status);
    }

    [Fact]
    public async Task Of_several_secrets_each_works_and_a_removed_one_fails_at_once()
    {
        var app = await server.CreateClientAsync(new { grant_types = new[] { "client_credentials" }, scope = "admin" });
        var next = app with { Secret = $"{Guid.NewGuid():N}{Guid.NewGuid():N}" };

        await SecretsAsync(app.Secret!, next.Secret!);
        Assert.Equal(200, (await TokenAsync(app)).Status);
        Assert.Equal(200, (await TokenAsync(next)).Status);

        await SecretsAsync(next.Secret!);
        Assert.Equal((401, "invalid_client"), ((await TokenAsync(app)).Status, (await TokenAsync(app)).Error));
        Assert.Equal(200, (await TokenAsync(next)).Status);

        Task SecretsAsync(params string[] secrets) => server.ApplyAsync(new { clients = new[] { new { client_id = app.ClientId, client_secrets = secrets } } });
    }

    private Task<Answer> TokenAsync(App app) => server.TokenAsync(app, ("grant_type", "client_credentials"), ("scope", "admin"));
}
