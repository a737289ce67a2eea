using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Introspection;

/// <summary>RFC 9701.</summary>
public sealed class SignedIntrospectionTests(TestServer server)
{
    private const string MediaType = "application/token-introspection+jwt";

    [Theory]
    [InlineData(null, "RS256")]
    [InlineData("ES256", "ES256")]
    public async Task Who_asks_for_a_signed_answer_gets_one(string? registered, string expected)
    {
        var app = await server.CreateClientAsync(new { introspection_signed_response_alg = registered });
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request());

        var answer = await AskAsync(app, tokens.AccessToken);

        Assert.Equal((200, MediaType), (answer.Status, answer.MediaType));
        var token = await server.VerifyAsync(answer.Body);
        Assert.Equal(("token-introspection+jwt", expected), (token.Header.Text("typ"), token.Header.Text("alg")));
        Assert.Equal((server.Issuer, app.ClientId), (token.Claims.Text("iss"), token.Claims.Text("aud")));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), token.Claims["iat"]!.GetValue<long>());
        Assert.False(token.Claims.ContainsKey("sub"));
        Assert.False(token.Claims.ContainsKey("exp"));
        var inner = token.Claims["token_introspection"]!.AsObject();
        Assert.True(inner["active"]!.GetValue<bool>());
        Assert.Equal(person.Subject, inner.Text("sub"));
    }

    [Fact]
    public async Task B042_a_token_that_is_not_active_says_no_more_when_signed()
    {
        var stranger = await server.CreateClientAsync();
        var (_, _, tokens) = await server.TokensAsync();

        var answer = await server.VerifyAsync((await AskAsync(stranger, tokens.AccessToken)).Body);

        Assert.Equal("""{"active":false}""", answer.Claims["token_introspection"]!.ToJsonString());
    }

    [Fact]
    public async Task An_error_and_an_answer_that_nobody_asked_to_be_signed_are_JSON()
    {
        var (app, _, tokens) = await server.TokensAsync();

        Assert.Equal("application/json", (await server.CallAsync(app, "/connect/introspect", ("token", tokens.AccessToken))).MediaType);
        Assert.Equal("invalid_client", (await AskAsync(app with { Secret = "wrong" }, tokens.AccessToken)).Error);
    }

    private Task<Answer> AskAsync(App app, string token)
        => server.SendAsync(HttpMethod.Post, "/connect/introspect", BackChannel.Content(("token", token)), request =>
        {
            request.Headers.Authorization = BackChannel.Basic(app.ClientId, app.Secret!);
            request.Headers.Accept.Clear();
            request.Headers.Accept.ParseAdd(MediaType);
        });
}
