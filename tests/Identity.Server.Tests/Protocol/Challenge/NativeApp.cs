using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Challenge;

/// <summary>An app of the operator's, with screens of its own.</summary>
internal sealed record NativeApp(TestServer Server, CodeRequest Request)
{
    public const string Address = "/connect/challenge";

    /// <summary>As such an app asks: it has no address to be sent back to.</summary>
    public static async Task<NativeApp> CreateAsync(TestServer server, object? more = null, string scope = "openid")
    {
        var app = await server.CreatePublicClientAsync(Json.Merge(new { application_type = "native", authorization_challenge = true }, more));
        return new NativeApp(server, app.Request(scope).Without("redirect_uri", "client_id", "state"));
    }

    public NativeApp With(string name, string value) => this with { Request = Request.With(name, value) };

    /// <summary>The first call.</summary>
    public Task<Answer> BeginAsync(params (string Name, string Value)[] typed)
        => Server.CallAsync(Request.App, Address, [.. Request.Parameters.Select(p => (p.Key, p.Value)), .. typed]);

    public Task<Answer> BeginAsync(Person person) => BeginAsync(("username", person.Email), ("password", person.Password));

    /// <summary>A later call.</summary>
    public Task<Answer> GoOnAsync(Answer before, params (string Name, string Value)[] typed) => GoOnAsync(before.Json.Text("auth_session"), typed);

    public Task<Answer> GoOnAsync(string authSession, params (string Name, string Value)[] typed)
        => Server.CallAsync(Request.App, Address, [("auth_session", authSession), .. typed]);

    /// <summary>What the app gets for its code, without a redirect URI as it named none.</summary>
    public Task<Answer> RedeemAsync(Answer answer, App? by = null, string? verifier = null) => Server.TokenAsync(
        by ?? Request.App, ("grant_type", "authorization_code"), ("code", answer.Json.Text("authorization_code")), ("code_verifier", verifier ?? Request.Verifier));

    public async Task<Tokens> TokensAsync(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.ToString());
        return Tokens.Of(await RedeemAsync(answer));
    }

    /// <summary>What tells two answers apart, but for the name under which the app goes on.</summary>
    public static string Plain(Answer answer)
    {
        var json = answer.Json;
        if (json.ContainsKey("auth_session")) json["auth_session"] = json.Text("auth_session").Length;
        var headers = answer.Headers.Concat(answer.ContentHeaders).Where(h => h.Key is not ("Date" or "traceparent" or "Content-Length")).OrderBy(h => h.Key, StringComparer.Ordinal);
        return $"{answer.Status} {json.ToJsonString()} {string.Join('\n', headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}"))}";
    }
}
