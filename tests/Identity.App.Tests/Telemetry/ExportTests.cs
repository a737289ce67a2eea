using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace Identity.App.Tests.Telemetry;

public sealed class ExportTests : IDisposable
{
    private const string Password = "wooden spoon in april";
    private const string Secret = "a-secret-of-forty-characters-that-no-one-knows";
    private const string Name = "ada.unmistakable";
    private const string Callback = "https://app.example.com/callback";

    private readonly Installation installation = new();
    private readonly List<string> secrets =
    [
        Password, Secret, Name, "ada@unmistakable.example", "unmistakable", Visitor.NetworkAddress, "203.0.113.7", "wrong-password", "state-of-the-app", "nonce-of-the-app",
        "stranger-client", "stranger-path", "stranger-header", "STRANGEMETHOD", "made-up-token", "Newcomer", "newcomer@example.com", "callback",
    ];

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Nothing_that_is_exported_names_a_person_or_holds_a_secret()
    {
        await using var collector = await Collector.StartAsync();
        var applied = await installation.ApplyAsync($$"""
            {
              "clients": [{
                "client_id": "shop", "client_secret": "{{Secret}}", "redirect_uris": ["{{Callback}}"], "first_party": true,
                "grant_types": ["authorization_code", "refresh_token"], "scope": "openid profile email offline_access" }],
              "users": [{ "username": "{{Name}}", "email": "ada@unmistakable.example", "password": "{{Password}}", "roles": ["Owner"] }]
            }
            """);
        Assert.True(applied.ExitCode == 0, applied.All);

        await using var server = await RunningServer.StartAsync(installation, $"--Telemetry:OtlpEndpoint={collector.Url}", "--Telemetry:OtlpProtocol=HttpProtobuf");
        using (var visitor = new Visitor(installation.Ports[0]))
        {
            await BotherAsync(visitor);
            await SignInAsync(visitor);
            await SignUpAsync(visitor);
        }

        // What has not been sent yet is sent at the end.
        server.Signal();
        Assert.Equal(0, await server.EndAsync());

        var (traces, metrics, logs) = (collector.At("/v1/traces"), collector.At("/v1/metrics"), collector.At("/v1/logs"));
        foreach (var expected in new[] { "POST /connect/token", "GET /connect/userinfo", "GET signin", "POST signin" }) Assert.Contains(expected, traces, StringComparison.OrdinalIgnoreCase);
        foreach (var expected in new[] { "identity.sign_ins", "identity.tokens.issued", "identity.protocol.errors", "identity.sign_ups", "http.server.request.duration" }) Assert.Contains(expected, metrics, StringComparison.Ordinal);
        Assert.Contains("it is not a trusted proxy", logs, StringComparison.Ordinal);
        foreach (var secret in secrets)
        {
            foreach (var (what, sent) in new[] { ("trace", traces), ("metric", metrics), ("log", logs) }) Assert.False(sent.Contains(secret, StringComparison.OrdinalIgnoreCase), $"'{secret}' is in a {what}.");
        }
    }

    // Whatever a stranger can put into a request.
    private static async Task BotherAsync(Visitor visitor)
    {
        await visitor.SendAsync(HttpMethod.Get, "/stranger-path/ada@unmistakable.example?email=ada@unmistakable.example", headers: headers =>
        {
            headers.Add("X-Forwarded-For", "203.0.113.7");
            headers.UserAgent.ParseAdd("stranger-header/1.0");
            headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            headers.Add("tracestate", "who=stranger-header");
            headers.Add("baggage", "who=stranger-header");
        });
        await visitor.SendAsync(new HttpMethod("STRANGEMETHOD"), "/signin");
        await visitor.SendAsync(HttpMethod.Get, "/connect/authorize?client_id=stranger-client&response_type=code&login_hint=ada@unmistakable.example");
        await visitor.SendAsync(HttpMethod.Post, "/connect/token", new() { ["grant_type"] = "stranger-header", ["client_id"] = "stranger-client" });
        await visitor.SendAsync(HttpMethod.Post, "/connect/token", new() { ["grant_type"] = "client_credentials", ["client_id"] = "stranger-client", ["client_secret"] = Secret });
        await visitor.SendAsync(HttpMethod.Get, "/connect/userinfo", headers: headers => headers.Authorization = new("Bearer", "made-up-token"));
    }

    private async Task SignInAsync(Visitor visitor)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var request = $"/connect/authorize?client_id=shop&response_type=code&redirect_uri={Uri.EscapeDataString(Callback)}&scope=openid%20profile%20email%20offline_access"
            + $"&state=state-of-the-app&nonce=nonce-of-the-app&code_challenge={challenge}&code_challenge_method=S256&login_hint=ada@unmistakable.example";
        var page = (await visitor.SendAsync(HttpMethod.Get, request)).Location!.ToString();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.FillInAsync(page, new() { ["username"] = Name, ["password"] = "wrong-password" })).Status);
        var signedIn = await visitor.FillInAsync(page, new() { ["username"] = Name, ["password"] = Password });
        Assert.True(signedIn.Location is not null, signedIn.Body);
        var answer = await visitor.SendAsync(HttpMethod.Get, signedIn.Location.ToString());
        var code = HttpUtility.ParseQueryString(answer.Location!.Query)["code"]!;

        Dictionary<string, string> exchange = new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "shop",
            ["client_secret"] = Secret,
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["code_verifier"] = verifier,
        };
        var tokens = await visitor.SendAsync(HttpMethod.Post, "/connect/token", exchange);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        var accessToken = Visitor.Text(tokens.Body, "access_token");
        var claims = await visitor.SendAsync(HttpMethod.Get, "/connect/userinfo", headers: headers => headers.Authorization = new("Bearer", accessToken));
        Assert.Equal("ada@unmistakable.example", Visitor.Text(claims.Body, "email"));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Post, "/connect/token", exchange)).Status);

        secrets.AddRange([verifier, challenge, code, accessToken, Visitor.Text(tokens.Body, "refresh_token"), Visitor.Text(tokens.Body, "id_token"), Visitor.Text(claims.Body, "sub")]);
    }

    private static async Task SignUpAsync(Visitor visitor)
    {
        var sent = await visitor.FillInAsync("/signup", new() { ["name"] = "Newcomer", ["email"] = "newcomer@example.com", ["new_password"] = "tin kettle on the shelf" });
        Assert.True(sent.Location is not null, sent.Body);
        await visitor.FillInAsync(sent.Location.ToString(), new() { ["code"] = "123456" });
    }
}
