using System.Globalization;
using Identity.Server.Tests.AccountApi;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

/// <summary>Requests that are nearly right, mutated by chance. IDENTITY_TEST_SEED takes other chances.</summary>
public sealed class FuzzTests(TestServer server)
{
    private const int Rounds = 120;

    private static readonly string[] Nasty =
    [
        "", " ", "\0", "%00", "\u202e", "ｆｕｌｌ", "😀", "'", "\"><script>alert(1)</script>", "{{7*7}}", "../../etc/passwd", "\r\nX-Evil: 1", "-1", "0",
        "99999999999999999999", "1e309", "NaN", "true", "null", "[]", "{}", "{\"a\":", "urn:ietf:params:oauth:request_uri:", "urn:ietf:params:oauth:request_uri:x",
        "https://attacker.example.com/", "javascript:alert(1)", "//", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0..", "openid openid", "none login", "S256", "plain",
        new('a', 3000), new('%', 500), string.Join(' ', Enumerable.Repeat("s", 400)),
    ];

    private static readonly string[] Names =
    [
        "client_id", "client_secret", "client_assertion", "client_assertion_type", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "prompt",
        "max_age", "display", "ui_locales", "claims", "claims_locales", "acr_values", "id_token_hint", "login_hint", "request", "request_uri", "resource", "audience",
        "code", "code_verifier", "code_challenge", "code_challenge_method", "grant_type", "refresh_token", "device_code", "user_code", "subject_token", "subject_token_type",
        "actor_token", "actor_token_type", "requested_token_type", "token", "token_type_hint", "post_logout_redirect_uri", "logout_hint", "flow", "username", "password",
    ];

    [Theory]
    [InlineData("GET", "/connect/authorize")]
    [InlineData("POST", "/connect/authorize")]
    [InlineData("POST", "/connect/par")]
    [InlineData("POST", "/connect/token")]
    [InlineData("POST", "/connect/device")]
    [InlineData("POST", "/connect/introspect")]
    [InlineData("POST", "/connect/revoke")]
    [InlineData("GET", "/connect/userinfo")]
    [InlineData("POST", "/connect/userinfo")]
    [InlineData("GET", "/connect/endsession")]
    [InlineData("POST", "/connect/endsession")]
    [InlineData("GET", "/signin")]
    [InlineData("GET", "/consent")]
    [InlineData("GET", "/device")]
    [InlineData("GET", "/account/apps")]
    [InlineData("GET", "/signedout")]
    [InlineData("GET", "/reference")]
    [InlineData("GET", "/api/account/v1/profile")]
    public async Task B135_B136_nothing_that_is_sent_breaks_the_server_or_comes_back_as_script(string method, string address)
    {
        // Fixed unless it is asked for: what fails today fails tomorrow.
        var seed = Environment.GetEnvironmentVariable("IDENTITY_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 135;
        var chance = new Random(seed);
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        for (var i = 0; i < Rounds; i++)
        {
            var fields = Mutate(app, address, chance);
            var answer = method == "GET"
                ? await browser.GetAsync($"{address}?{string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"))}")
                : await browser.PostAsync(address, fields);

            Assert.True(answer.Status < 500, $"Seed {seed}, round {i}: {answer}");
            Assert.DoesNotContain("<script>alert(1)", answer.Body, StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("X-Evil"), $"Seed {seed}, round {i}: a header was injected.");
        }

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/health/live")).Status);
    }

    [Theory]
    [InlineData("PATCH", "/profile")]
    [InlineData("PUT", "/password")]
    [InlineData("DELETE", "/sessions/")]
    [InlineData("DELETE", "/consents/")]
    public async Task B135_nothing_that_is_sent_to_the_account_api_breaks_it(string method, string route)
    {
        var seed = Environment.GetEnvironmentVariable("IDENTITY_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 135;
        var chance = new Random(seed);
        var s = await server.AtAccountAsync();
        string[] names = ["name", "locale", "zoneinfo", "birthdate", "website", "address", "password", "new_password", "", "\0", "\ud800"];

        for (var i = 0; i < Rounds; i++)
        {
            var pairs = Enumerable.Range(0, chance.Next(4)).Select(_ => $"\"{Pick(names, chance)}\":{(chance.Next(2) == 0 ? Pick(Nasty, chance) : $"\"{Pick(Nasty, chance)}\"")}");
            var body = chance.Next(8) == 0 ? Pick(Nasty, chance) : $"{{{string.Join(',', pairs)}}}";
            var answer = method == "DELETE"
                ? await server.AccountAsync(s, HttpMethod.Delete, route + Uri.EscapeDataString(Pick(Nasty, chance)))
                : await server.AccountAsync(s, new HttpMethod(method), route, body);

            Assert.True(answer.Status < 500, $"Seed {seed}, round {i}: {body} {answer}");
        }

        Assert.Equal(200, (await server.ReadAsync(s)).Status);
    }

    private static (string Name, string Value)[] Mutate(App app, string address, Random chance)
    {
        List<(string Name, string Value)> fields = [.. app.Request().Parameters.Select(p => (p.Key, p.Value))];
        if (address == "/connect/token") fields.AddRange([("grant_type", Pick(["authorization_code", "refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange"], chance)), ("code", "x"), ("refresh_token", "x"), ("device_code", "x"), ("subject_token", "x")]);
        if (address is "/connect/introspect" or "/connect/revoke") fields.Add(("token", "x"));
        if (address.StartsWith("/connect/", StringComparison.Ordinal) && chance.Next(3) > 0) fields.Add(("client_secret", app.Secret!));

        for (var i = chance.Next(1, 5); i > 0; i--)
        {
            var at = chance.Next(fields.Count);
            switch (chance.Next(4))
            {
                case 0: fields[at] = (fields[at].Name, Pick(Nasty, chance)); break;
                case 1: fields.Add((Pick(Names, chance), Pick(Nasty, chance))); break;
                case 2 when fields.Count > 1: fields.RemoveAt(at); break;
                default: fields.Add(fields[at]); break;
            }
        }

        // The whole has to fit into a request line.
        while (fields.Sum(f => Uri.EscapeDataString(f.Value).Length) > 12_000) fields.RemoveAt(fields.Count - 1);
        return [.. fields];
    }

    private static string Pick(string[] from, Random chance) => from[chance.Next(from.Length)];
}
