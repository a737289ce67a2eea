using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Protocol.Speed;

/// <summary>
/// How often an answer asks the database, once clients, scopes and resources have been read. A number goes up in review
/// only; docs/performance.md has the same table.
/// </summary>
public sealed class StatementTests
{
    private static readonly Dictionary<string, int> Reviewed = new()
    {
        ["discovery"] = 0,
        ["JWKS"] = 0,
        ["client_credentials"] = 0,
        ["introspection"] = 1,
        ["userinfo"] = 1,
        ["code"] = 2,
        ["code with a refresh token"] = 2,
        ["refresh"] = 2,
        ["revocation of an access token"] = 3,
        ["authorization with a session"] = 2,
    };

    private TestServer _server = null!;

    [Theory, AllProviders]
    public async Task No_answer_asks_the_database_more_often_than_reviewed(DatabaseProvider provider)
    {
        await using var server = _server = await TestServer.StartAsync(provider);
        var reviewed = new Dictionary<string, int>(Reviewed);
        // SQLite takes the rows of one save one by one.
        foreach (var several in provider == DatabaseProvider.Sqlite ? new[] { "authorization with a session", "revocation of an access token" } : []) reviewed[several]++;

        Dictionary<string, IReadOnlyList<string>> seen = [];
        // The first round fills the catalog.
        for (var round = 0; round < 2; round++) await AskAsync(seen);

        Assert.True(
            reviewed.OrderBy(r => r.Key).SequenceEqual(seen.ToDictionary(s => s.Key, s => s.Value.Count).OrderBy(s => s.Key)),
            string.Join("\n\n", seen.Where(s => s.Value.Count != reviewed.GetValueOrDefault(s.Key, -1)).Select(s => $"{s.Key}: {s.Value.Count}\n{string.Join("\n", s.Value)}")));
    }

    private App? _app;
    private App? _service;
    private WebBrowser? _browser;

    private async Task AskAsync(Dictionary<string, IReadOnlyList<string>> seen)
    {
        _app ??= await _server.CreateClientAsync();
        _service ??= await _server.CreateClientAsync(new { grant_types = new[] { "client_credentials" }, scope = (string?)null });
        _browser ??= await _server.NewBrowserAsync(await _server.CreateUserAsync());

        await CountAsync("discovery", () => _server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration"));
        await CountAsync("JWKS", () => _server.SendAsync(HttpMethod.Get, "/.well-known/jwks"));
        await CountAsync("client_credentials", () => _server.TokenAsync(_service, ("grant_type", "client_credentials")));

        var request = _app.Request("openid profile");
        var code = "";
        await CountAsync("authorization with a session", async () =>
        {
            var answer = await _browser.GetAsync(request.Address);
            code = answer["code"];
            return answer;
        });
        await CountAsync("code", () => _server.RedeemAsync(request, code));

        var lasting = _app.Request("openid profile offline_access");
        code = await _browser.CodeAsync(lasting);
        var tokens = Tokens.Of(await CountAsync("code with a refresh token", () => _server.RedeemAsync(lasting, code)));
        tokens = Tokens.Of(await CountAsync("refresh", () => _server.RefreshAsync(_app, tokens.RefreshToken)));
        await CountAsync("userinfo", () => _server.UserInfoAsync(tokens.AccessToken));
        await CountAsync("introspection", () => _server.CallAsync(_app, "/connect/introspect", ("token", tokens.AccessToken)));
        await CountAsync("revocation of an access token", () => _server.CallAsync(_app, "/connect/revoke", ("token", tokens.AccessToken)));

        async Task<Answer> CountAsync(string name, Func<Task<Answer>> ask)
        {
            _server.Statements.Take();
            var answer = await ask();
            seen[name] = _server.Statements.Take();
            Assert.True(answer.Status is 200 or 302 or 303, answer.ToString());
            return answer;
        }
    }
}
