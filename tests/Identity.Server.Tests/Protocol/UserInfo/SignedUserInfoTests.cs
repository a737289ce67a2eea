using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.UserInfo;

public sealed class SignedUserInfoTests(TestServer server)
{
    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("PS256")]
    public async Task A_client_that_registered_an_algorithm_gets_a_signed_answer(string algorithm)
    {
        var app = await server.CreateClientAsync(new { userinfo_signed_response_alg = algorithm });
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request("openid email"));

        var answer = await server.UserInfoAsync(tokens.AccessToken);

        Assert.Equal((200, "application/jwt"), (answer.Status, answer.MediaType));
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        var claims = await server.VerifyAsync(answer.Body);
        Assert.Equal(algorithm, claims.Header.Text("alg"));
        Assert.Equal((server.Issuer, app.ClientId, person.Subject, person.Email), (claims.Claims.Text("iss"), claims.Claims.Text("aud"), claims.Claims.Text("sub"), claims.Claims.Text("email")));
    }

    [Fact]
    public async Task An_error_is_no_JWT()
    {
        var app = await server.CreateClientAsync(new { userinfo_signed_response_alg = "RS256" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var tokens = await server.TokensAsync(browser, app.Request("email"));

        var answer = await server.UserInfoAsync(tokens.AccessToken);

        Assert.Equal(403, answer.Status);
        Assert.NotEqual("application/jwt", answer.MediaType);
    }

    [Fact]
    public async Task Everybody_else_gets_JSON()
    {
        var (_, _, tokens) = await server.TokensAsync();

        Assert.Equal("application/json", (await server.UserInfoAsync(tokens.AccessToken)).MediaType);
    }
}
