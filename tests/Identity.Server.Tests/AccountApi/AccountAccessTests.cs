using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.AccountApi;

/// <summary>Whom the account API lets in.</summary>
public sealed class AccountAccessTests(TestServer server)
{
    private static readonly (HttpMethod Method, string Route)[] Routes =
    [
        (HttpMethod.Get, "/profile"), (HttpMethod.Patch, "/profile"), (HttpMethod.Put, "/username"), (HttpMethod.Get, "/email"), (HttpMethod.Get, "/phone"), (HttpMethod.Put, "/password"),
        (HttpMethod.Put, "/email"), (HttpMethod.Post, "/email/verify"),
        (HttpMethod.Put, "/phone"), (HttpMethod.Post, "/phone/verify"), (HttpMethod.Delete, "/phone"),
        (HttpMethod.Get, "/sessions"), (HttpMethod.Delete, "/sessions/x"), (HttpMethod.Post, "/sessions/revoke-others"),
        (HttpMethod.Get, "/consents"), (HttpMethod.Delete, "/consents/x"),
    ];

    [Fact]
    public async Task B110_every_route_of_the_description_wants_a_token_and_looks_at_nothing_before()
    {
        var described = (await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key} {path.Key}")).Order();
        Assert.Equal(described, Routes.Select(r => $"{r.Method.Method.ToLowerInvariant()} {AccountCalls.Root}{r.Route}").Select(r => r.Replace("sessions/x", "sessions/{sid}", StringComparison.Ordinal).Replace("consents/x", "consents/{client_id}", StringComparison.Ordinal)).Order());

        foreach (var (method, route) in Routes)
        {
            var answer = await server.AccountAsync((string?)null, method, route, method == HttpMethod.Patch || method == HttpMethod.Put ? "{ nonsense" : null);

            Assert.Equal((401, "unauthorized"), (answer.Status, answer.Problem()));
            Assert.Equal($"Bearer realm=\"{server.Issuer}\"", answer.Header("WWW-Authenticate"));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
    }

    [Fact]
    public async Task B110_a_token_of_another_kind_or_audience_opens_nothing()
    {
        var api = await server.CreateApiAsync();
        var s = await server.SignedInAsync($"openid offline_access account {api.Scope}", new { scope = $"openid profile offline_access account {api.Scope}" });
        var narrowed = Tokens.Of(await server.RefreshAsync(s.App, s.Tokens.RefreshToken, ("resource", api.Resource))).AccessToken;
        var plain = await server.SignedInAsync("openid profile");
        var real = Jwt.Read(s.Tokens.AccessToken);
        string[] wrong =
        [
            narrowed, plain.Tokens.AccessToken, s.Tokens.IdToken!, Tokens.Of(await server.RefreshAsync(s.App, s.Tokens.RefreshToken)).RefreshToken!, "x",
            real.With(claims: Json.Merge(real.Claims, new { sub = Guid.NewGuid().ToString() })), Jwt.Read(narrowed).With(claims: Json.Merge(Jwt.Read(narrowed).Claims, new { aud = "urn:identity:account" })),
        ];

        Assert.Equal(200, (await server.ReadAsync(s)).Status);
        foreach (var token in wrong)
        {
            var answer = await server.AccountAsync(token, HttpMethod.Get, "/profile");
            Assert.Equal((401, "invalid-token"), (answer.Status, answer.Problem()));
            Assert.Contains("error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task B110_a_token_for_the_account_without_the_scope_opens_nothing()
    {
        var scope = $"near-{Guid.NewGuid():N}";
        await server.ApplyAsync(new { scopes = new[] { new { name = scope, resources = new[] { "urn:identity:account" } } } });
        var s = await server.SignedInAsync($"openid {scope}", new { scope = $"openid {scope}" });

        var answer = await server.ReadAsync(s);

        Assert.Equal((403, "insufficient-scope"), (answer.Status, answer.Problem()));
        Assert.Contains("error=\"insufficient_scope\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Contains("scope=\"account\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B110_an_app_of_others_gets_nothing_whatever_the_person_allowed()
    {
        var app = await server.CreateClientAsync(AccountCalls.App(new { first_party = false }));
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request("openid account");
        var tokens = Tokens.Of(await server.RedeemAsync(request, (await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("decision", "allow")))["code"]));

        var answer = await server.AccountAsync(tokens.AccessToken, HttpMethod.Get, "/profile");

        Assert.Equal((403, "third-party-app"), (answer.Status, answer.Problem()));
        Assert.Contains("error=\"insufficient_scope\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B110_an_app_of_others_gets_nothing_by_an_exchange_either()
    {
        const string exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
        var foreign = await server.CreateClientAsync(AccountCalls.App(new { first_party = false }));
        var own = await server.CreateClientAsync(AccountCalls.App(new { grant_types = new[] { exchange }, redirect_uris = (string[]?)null, post_logout_redirect_uris = (string[]?)null, token_exchange_clients = new[] { foreign.ClientId } }));
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = foreign.Request("openid account");
        var given = Tokens.Of(await server.RedeemAsync(request, (await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("decision", "allow")))["code"]));
        var traded = Tokens.Of(await server.TokenAsync(own, ("grant_type", exchange), ("subject_token", given.AccessToken), ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("scope", "account")));

        Assert.Equal("third-party-app", (await server.AccountAsync(traded.AccessToken, HttpMethod.Get, "/profile")).Problem());
    }

    [Fact]
    public async Task B119_B076_whoever_was_revoked_signed_out_or_turned_off_is_refused_at_once()
    {
        var revoked = await server.AtAccountAsync();
        var ended = await server.AtAccountAsync();
        var signedOut = await server.AtAccountAsync();
        var turnedOff = await server.AtAccountAsync();
        SignedIn[] all = [revoked, ended, signedOut, turnedOff];
        foreach (var s in all) Assert.Equal(200, (await server.ReadAsync(s)).Status);

        await server.CallAsync(revoked.App, "/connect/revoke", ("token", revoked.Tokens.AccessToken));
        await server.CallAsync(ended.App, "/connect/revoke", ("token", ended.Tokens.RefreshToken!));
        await signedOut.Browser.OpenAsync(SigningOut.Address(("id_token_hint", signedOut.IdToken)));
        await server.TurnOffAsync(turnedOff.Person);

        foreach (var s in all)
        {
            var answer = await server.ReadAsync(s);
            Assert.Equal((401, "invalid-token"), (answer.Status, answer.Problem()));
        }
    }

    [Fact]
    public async Task B110_the_cookies_of_a_browser_alone_open_nothing_and_are_not_looked_at()
    {
        var s = await server.AtAccountAsync();
        foreach (var (method, route) in Routes) Assert.Equal(401, (await s.Browser.SendAsync(method, AccountCalls.Root + route)).Status);

        var answer = await s.Browser.SendAsync(HttpMethod.Get, AccountCalls.Root + "/profile", more: request => request.Headers.Add("Authorization", $"Bearer {s.Tokens.AccessToken}"));

        Assert.Equal((200, ""), (answer.Status, answer.Header("Set-Cookie")));
    }

    [Fact]
    public async Task A_call_asks_the_database_once_about_its_token()
    {
        await using var quiet = await TestServer.StartAsync();
        var s = await quiet.AtAccountAsync();
        await quiet.ReadAsync(s);
        quiet.Statements.Take();

        Assert.Equal(200, (await quiet.ReadAsync(s)).Status);

        Assert.Single(quiet.Statements.Take(), statement => !statement.Contains("ConfigVersion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_would_rather_have_a_page_gets_a_problem_document_all_the_same()
    {
        var s = await server.AtAccountAsync();

        var refused = await s.Browser.SendAsync(HttpMethod.Get, AccountCalls.Root + "/profile");
        var unknown = await s.Browser.SendAsync(HttpMethod.Delete, AccountCalls.Root + "/sessions/x", more: r => r.Headers.Add("Authorization", $"Bearer {s.Tokens.AccessToken}"));

        Assert.Equal(("unauthorized", "not-found"), (refused.Problem(), unknown.Problem()));
    }

    [Fact]
    public async Task A_token_in_the_address_is_refused_and_its_scheme_may_be_written_in_any_case()
    {
        var s = await server.AtAccountAsync();

        var inAddress = await server.SendAsync(HttpMethod.Get, $"{AccountCalls.Root}/profile?access_token={s.Tokens.AccessToken}");
        var lower = await server.SendAsync(HttpMethod.Get, $"{AccountCalls.Root}/profile", more: r => r.Headers.TryAddWithoutValidation("Authorization", $"bearer {s.Tokens.AccessToken}"));
        var other = await server.SendAsync(HttpMethod.Get, $"{AccountCalls.Root}/profile", more: r => r.Headers.TryAddWithoutValidation("Authorization", $"Basic {s.Tokens.AccessToken}"));

        Assert.Equal((400, "bad-request"), (inAddress.Status, inAddress.Problem()));
        Assert.Contains("error=\"invalid_request\"", inAddress.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal((200, 401), (lower.Status, other.Status));
    }

    [Fact]
    public async Task A_pairwise_app_manages_the_account_of_the_person_it_knows_by_another_name()
    {
        var s = await server.AtAccountAsync(new { subject_type = "pairwise" });

        var sessions = (await server.ReadAsync(s, "/sessions")).Json["sessions"]!.AsArray();

        Assert.NotEqual(s.Person.Subject, Jwt.Read(s.Tokens.AccessToken).Claims.Text("sub"));
        Assert.Equal(s.Person.Username, (await server.ReadAsync(s)).Json.Text("preferred_username"));
        Assert.Contains(s.Sid, sessions.Select(session => (string)session!["sid"]!));
        Assert.Equal(204, (await server.AccountAsync(s, HttpMethod.Delete, $"/sessions/{s.Sid}")).Status);
        Assert.Equal(401, (await server.ReadAsync(s)).Status);
    }

    [Fact]
    public async Task B111_other_methods_and_spellings_are_no_way_around()
    {
        var s = await server.AtAccountAsync();

        Assert.Equal(405, (await server.AccountAsync(s, HttpMethod.Put, "/profile", new { name = "x" })).Status);
        Assert.Equal(404, (await server.AccountAsync(s, HttpMethod.Get, "/nothing")).Status);
        foreach (var route in new[] { "/PROFILE", "/profile/", "//profile", "/./profile", "/%70rofile" }) Assert.Contains((await server.AccountAsync((string?)null, HttpMethod.Get, route)).Status, new[] { 401, 404 });
        Assert.Equal(404, (await server.AccountAsync(s, HttpMethod.Get, "/nothing", more: r => r.Headers.Add("X-Original-URL", AccountCalls.Root + "/profile"))).Status);
    }

    [Fact]
    public async Task Only_scripts_of_the_operators_own_apps_may_call_it()
    {
        var own = Origin(await server.CreatePublicClientAsync(AccountCalls.App()));
        var foreign = Origin(await server.CreatePublicClientAsync(AccountCalls.App(new { first_party = false })));

        foreach (var method in new[] { "GET", "PATCH", "PUT", "POST", "DELETE" })
        {
            var preflight = await PreflightAsync(own, method);
            Assert.Equal((own, ""), (preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Credentials")));
            Assert.Contains(method, preflight.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
            Assert.Contains("If-Match", preflight.Header("Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
            Assert.Empty((await PreflightAsync(foreign, method)).Header("Access-Control-Allow-Origin"));
            Assert.Empty((await PreflightAsync("https://evil.example.com", method)).Header("Access-Control-Allow-Origin"));
        }

        var refused = await server.SendAsync(HttpMethod.Get, AccountCalls.Root + "/profile", more: r => r.Headers.Add("Origin", own));
        Assert.Equal((401, own), (refused.Status, refused.Header("Access-Control-Allow-Origin")));
        Assert.Contains("WWW-Authenticate", refused.Header("Access-Control-Expose-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    private static string Origin(App app) => new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority);

    private Task<Answer> PreflightAsync(string origin, string method) => server.SendAsync(HttpMethod.Options, AccountCalls.Root + "/profile", more: request =>
    {
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,if-match");
    });
}
