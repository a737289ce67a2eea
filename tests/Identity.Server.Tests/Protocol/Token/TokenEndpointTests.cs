using System.Net.Http.Headers;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class TokenEndpointTests(TestServer server)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task B016_only_POST_reaches_the_token_endpoint(string method)
    {
        var answer = await server.SendAsync(new HttpMethod(method), "/connect/token?grant_type=authorization_code&code=echo");

        Assert.InRange(answer.Status, 400, 499);
        Assert.DoesNotContain("echo", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B027_tokens_and_errors_are_kept_by_nobody_and_come_without_cookies()
    {
        var (app, _, tokens) = await server.TokensAsync();
        var error = await server.RefreshAsync(app, "x");

        foreach (var answer in new[] { tokens.Answer, error })
        {
            Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Equal("application/json", answer.MediaType);
            Assert.Empty(answer.Header("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("password")]
    [InlineData("implicit")]
    [InlineData("urn:example:made-up")]
    public async Task B028_a_grant_that_is_not_offered_is_refused(string grant)
    {
        var app = await server.CreateClientAsync();
        var ada = await server.CreateUserAsync();

        var answer = await server.TokenAsync(app, ("grant_type", grant), ("username", ada.Username), ("password", ada.Password));

        Assert.Equal((400, "unsupported_grant_type"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task B029_a_wrong_secret_is_refused_like_an_unknown_app()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var wrong = await server.RefreshAsync(app with { Secret = app.Secret![..^1] + "x" }, tokens.RefreshToken);
        var unknown = await server.RefreshAsync(app with { ClientId = "nobody" }, tokens.RefreshToken);

        Assert.Equal((401, "invalid_client"), (wrong.Status, wrong.Error));
        Assert.Equal((401, "invalid_client"), (unknown.Status, unknown.Error));
        Assert.Equal(wrong.Json.Text("error_description"), unknown.Json.Text("error_description"));
        Assert.StartsWith("Basic", wrong.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B029_a_secret_in_the_address_counts_for_nothing()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var answer = await server.PostAsync(
            $"/connect/token?client_id={app.ClientId}&client_secret={app.Secret}", ("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!));

        Assert.InRange(answer.Status, 400, 401);
    }

    [Fact]
    public async Task B029_an_app_that_authenticates_twice_is_refused()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var answer = await server.RefreshAsync(app, tokens.RefreshToken, ("client_id", app.ClientId), ("client_secret", app.Secret!));

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task B029_an_app_with_a_secret_does_not_get_by_without()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var answer = await server.RefreshAsync(app with { Secret = null }, tokens.RefreshToken);

        Assert.Equal((401, "invalid_client"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task B031_an_app_without_a_secret_gets_no_token_of_its_own()
    {
        var app = await server.CreatePublicClientAsync();

        var answer = await server.TokenAsync(app, ("grant_type", "client_credentials"));

        Assert.InRange(answer.Status, 400, 401);
        Assert.False(answer.Json.ContainsKey("access_token"));
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"authorization_code\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nauthorization_code\r\n--x--\r\n")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=%ZZ&%%%=%FF%FE&=&&")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "grant_type=authorization_code")]
    [InlineData("text/plain", "grant_type=authorization_code")]
    public async Task B032_a_body_of_another_kind_is_refused(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await server.SendAsync(HttpMethod.Post, "/connect/token", content);

        Assert.InRange(answer.Status, 400, 415);
    }

    [Fact]
    public async Task B007_a_parameter_that_comes_twice_is_refused()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var answer = await server.RefreshAsync(app, tokens.RefreshToken, ("refresh_token", "x"));

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task An_error_leaves_a_trace_with_what_was_expected_and_no_secret()
    {
        var (app, _, tokens) = await server.TokensAsync();

        await server.TokenAsync(app, ("grant_type", "client_credentials"), ("refresh_token", tokens.RefreshToken!));

        var trace = await server.TraceOfAsync(app);
        Assert.Equal("token", trace.Kind);
        Assert.Contains(trace.Checks, check => check is { Name: "grant_type", Passed: false, Received: "client_credentials" } && check.Expected!.Contains("refresh_token", StringComparison.Ordinal));
        Assert.DoesNotContain(trace.Checks, check => check.Received?.Contains(app.Secret!, StringComparison.Ordinal) == true);
    }
}
