using Identity.Core.Apply;
using Identity.Core.Data;
using Identity.Server.Tests.Account.SignIn.Link;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Protocol.Challenge;

[Collection(nameof(MovesTheClock))]
public sealed class ChallengeSafetyTests(TestServer server)
{
    [Fact]
    public async Task B068_people_that_exist_and_people_that_do_not_get_the_same_answers()
    {
        var ada = await LinkUser.PersonAsync(server);
        var (known, unknown) = (ada.Email, $"user{Guid.NewGuid():N}@example.com");
        var app = await NativeApp.CreateAsync(server);

        for (var i = 0; i < 6; i++)
        {
            var (a, b) = (await app.BeginAsync(("username", known), ("password", "wrong")), await app.BeginAsync(("username", unknown), ("password", "wrong")));
            Assert.Equal(NativeApp.Plain(a), NativeApp.Plain(b));
            Assert.Equal(i < 5 ? (400, "access_denied") : (429, "temporarily_unavailable"), (a.Status, a.Error));
            Assert.Equal(i < 5 ? "" : "300", a.Header("Retry-After"));
        }

        var (first, second) = (await MailAsync(app, known), await MailAsync(app, unknown));
        Assert.Equal(NativeApp.Plain(first), NativeApp.Plain(second));
        var wrong = Mail.OtherCode(await server.CodeForAsync(known));
        for (var i = 0; i < 21; i++)
        {
            var (a, b) = (await app.GoOnAsync(first, ("code", wrong)), await app.GoOnAsync(second, ("code", wrong)));
            Assert.Equal(NativeApp.Plain(a), NativeApp.Plain(b));
            Assert.Equal(i < 20 ? 400 : 429, a.Status);
        }

        Assert.Empty(await server.MailToAsync(unknown));
    }

    [Fact]
    public async Task Only_own_apps_that_were_allowed_to_may_ask_for_a_password()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server, new { authorization_challenge = false });

        var refused = await app.BeginAsync(ada);

        Assert.Equal((400, "unauthorized_client"), (refused.Status, refused.Error));
        Assert.Contains("first_party", await ProblemsAsync(new { client_id = "a", token_endpoint_auth_method = "none", redirect_uris = new[] { "https://a.example.com/" }, authorization_challenge = true }), StringComparison.Ordinal);
        Assert.Contains("authorization_code", await ProblemsAsync(new { client_id = "a", client_secret = new string('x', 40), grant_types = new[] { "client_credentials" }, response_types = Array.Empty<string>(), first_party = true, authorization_challenge = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_no_longer_the_operators_own_is_refused()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server);
        await server.InDatabaseAsync(db => db.Clients.Where(c => c.ClientId == app.Request.App.ClientId).ExecuteUpdateAsync(set => set.SetProperty(c => c.FirstParty, false)));
        // The catalog reads it anew with the next change.
        await server.CreatePublicClientAsync();

        Assert.Equal("unauthorized_client", (await app.BeginAsync(ada)).Error);
    }

    [Fact]
    public async Task An_auth_session_is_of_no_use_to_another_app_or_after_its_time()
    {
        var ada = await server.CreateUserAsync();
        var (app, other) = (await NativeApp.CreateAsync(server), await NativeApp.CreateAsync(server));
        var first = await app.BeginAsync();

        var foreign = await other.GoOnAsync(first, ("username", ada.Email), ("password", ada.Password));
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        var late = await app.GoOnAsync(first, ("username", ada.Email), ("password", ada.Password));
        var invented = await app.GoOnAsync(new string('x', 43));

        Assert.All([foreign, late, invented], answer => Assert.Equal((400, "invalid_session"), (answer.Status, answer.Error)));
    }

    [Fact]
    public async Task A_later_call_may_leave_the_client_id_out_and_may_not_name_another()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server);
        (string, string)[] later = [("auth_session", (await app.BeginAsync()).Json.Text("auth_session")), ("username", ada.Email), ("password", ada.Password)];
        using var http = server.NewBrowser();

        Assert.Equal("invalid_session", (await http.PostAsync(NativeApp.Address, [.. later, ("client_id", "unknown")])).Error);
        Assert.Equal(200, (await http.PostAsync(NativeApp.Address, later)).Status);
    }

    [Fact]
    public async Task An_auth_session_works_once()
    {
        var ada = await LinkUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);
        var (byPassword, byCode) = (await app.BeginAsync(), await MailAsync(app, ada.Email));
        var code = await server.CodeForAsync(ada.Email);

        Assert.Equal(200, (await app.GoOnAsync(byPassword, ("username", ada.Email), ("password", ada.Password))).Status);
        Assert.Equal(200, (await app.GoOnAsync(byCode, ("code", code))).Status);
        Assert.Equal("invalid_session", (await app.GoOnAsync(byPassword, ("username", ada.Email), ("password", ada.Password))).Error);
        Assert.Equal("invalid_session", (await app.GoOnAsync(byCode, ("code", code))).Error);
    }

    [Fact]
    public async Task A_mailed_code_is_of_use_with_the_auth_session_that_asked_for_it()
    {
        var ada = await LinkUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);
        var other = await app.BeginAsync();
        var mailed = await MailAsync(app, ada.Email);
        var code = await server.CodeForAsync(ada.Email);

        Assert.Equal("access_denied", (await app.GoOnAsync(other, ("code", code))).Error);
        using var browser = server.NewBrowser();
        Assert.DoesNotContain("confirm", (await browser.GetAsync(await server.LinkForAsync(ada.Email))).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await app.GoOnAsync(mailed, ("code", code))).Status);
    }

    [Theory]
    [AllProviders]
    public async Task B071_of_200_guesses_at_once_only_as_many_are_looked_at_as_are_allowed(DatabaseProvider provider)
    {
        await using var own = await StartAsync(provider);
        var ada = await LinkUser.PersonAsync(own);
        var app = await NativeApp.CreateAsync(own);
        var mailed = await MailAsync(app, ada.Email);
        var code = await own.CodeForAsync(ada.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => app.GoOnAsync(mailed, ("code", Mail.OtherCode(code)))));
        var right = await app.GoOnAsync(mailed, ("code", code));

        Assert.Equal(5, answers.Count(answer => answer.Body.Contains("code is wrong", StringComparison.Ordinal)));
        Assert.Equal(15, answers.Count(answer => answer.Body.Contains("no longer works", StringComparison.Ordinal)));
        Assert.Equal(180, answers.Count(answer => answer.Status == 429));
        Assert.Equal(429, right.Status);
        Assert.Empty(own.Log.Errors);
    }

    [Theory]
    [AllProviders]
    public async Task B095_two_right_answers_at_the_same_moment_sign_in_once(DatabaseProvider provider)
    {
        await using var own = await StartAsync(provider);
        var ada = await LinkUser.PersonAsync(own);
        var app = await NativeApp.CreateAsync(own);
        foreach (var byCode in new[] { true, false })
        {
            var begun = byCode ? await MailAsync(app, ada.Email) : await app.BeginAsync();
            (string, string)[] typed = byCode ? [("code", await own.CodeForAsync(ada.Email))] : [("username", ada.Email), ("password", ada.Password)];

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.GoOnAsync(begun, typed)));

            Assert.Single(answers, answer => answer.Status == 200);
            Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        }

        Assert.Equal(2, await own.InDatabaseAsync(db => db.Sessions.CountAsync(s => s.UserId == ada.Id)));
        Assert.Empty(own.Log.Errors);
    }

    [Fact]
    public async Task B071_guesses_here_and_on_the_pages_count_together()
    {
        await using var own = await StartAsync(DatabaseProvider.Sqlite);
        var (ada, bob) = (await LinkUser.PersonAsync(own), await LinkUser.PersonAsync(own));
        var app = await NativeApp.CreateAsync(own);

        for (var i = 0; i < 5; i++) await app.BeginAsync(("username", ada.Email), ("password", "wrong"));
        using var browser = own.NewBrowser();
        var page = await browser.GetAsync("/signin");
        Assert.Equal(429, (await browser.SendFormAsync(page, ("username", ada.Email), ("password", ada.Password))).Status);

        for (var i = 0; i < 5; i++) await browser.SendFormAsync(page, ("username", bob.Email), ("password", "wrong"));
        Assert.Equal(429, (await app.BeginAsync(bob)).Status);

        using var guesser = new LinkUser(own, bob.Email);
        var asked = await guesser.AskAsync();
        for (var i = 0; i < 20; i++) await guesser.Browser.SendFormAsync(asked, ("code", Mail.OtherCode(await own.CodeForAsync(bob.Email))));
        var mailed = await MailAsync(app, bob.Email);
        Assert.Equal((429, "86400"), await app.GoOnAsync(mailed, ("code", await own.CodeForAsync(bob.Email))) is var late ? (late.Status, late.Header("Retry-After")) : default);
    }

    [Fact]
    public async Task One_network_has_only_so_many_codes_mailed()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignInLink:RequestsPerNetwork"] = "2" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var app = await NativeApp.CreateAsync(own);

        var answers = new[] { await MailAsync(app, "a@example.com"), await MailAsync(app, "b@example.com"), await MailAsync(app, "c@example.com") };

        Assert.Equal([403, 403, 429], answers.Select(answer => answer.Status));
        Assert.Equal("3600", answers[2].Header("Retry-After"));
    }

    [Fact]
    public async Task An_account_that_is_turned_off_gets_no_code()
    {
        var ada = await LinkUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);
        var mailed = await MailAsync(app, ada.Email);
        await server.TurnOffAsync(ada);

        Assert.Equal((400, "access_denied"), await app.BeginAsync(ada) is var a ? (a.Status, a.Error) : default);
        Assert.NotEqual(200, (await app.GoOnAsync(mailed, ("code", (await server.MailToAsync(ada.Email)) is [.., var last] ? last.Facts["code"] : "123456"))).Status);
        Assert.Equal(0, await server.InDatabaseAsync(db => db.Sessions.CountAsync(s => s.UserId == ada.Id)));
    }

    [Fact]
    public async Task A_code_is_redeemed_by_its_app_with_its_verifier_once()
    {
        var ada = await server.CreateUserAsync();
        var (app, other) = (await NativeApp.CreateAsync(server), await NativeApp.CreateAsync(server));
        var answer = await app.BeginAsync(ada);

        Assert.Equal("invalid_grant", (await app.RedeemAsync(answer, by: other.Request.App)).Error);
        Assert.Equal("invalid_grant", (await app.RedeemAsync(answer, verifier: new string('v', 64))).Error);
        Assert.Equal("invalid_request", (await server.TokenAsync(app.Request.App, ("grant_type", "authorization_code"), ("code", answer.Json.Text("authorization_code")))).Error);
        Assert.Equal(200, (await app.RedeemAsync(answer)).Status);
        Assert.Equal("invalid_grant", (await app.RedeemAsync(answer)).Error);
    }

    [Fact]
    public async Task B077_guesses_from_elsewhere_do_not_lock_out_a_device_that_signed_in_before()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignIn:TriesPerIdentifier"] = "1", ["SignIn:TriesPerAccount"] = "1" });
        var ada = await own.CreateUserAsync();
        var app = await NativeApp.CreateAsync(own);
        var device = (await app.BeginAsync(ada)).Json.Text("device");
        for (var i = 0; i < 3; i++) await app.BeginAsync(("username", ada.Email), ("password", "wrong"));

        var without = await app.BeginAsync(ada);
        var with = await app.BeginAsync(("username", ada.Email), ("password", ada.Password), ("device", device));

        Assert.NotEqual(200, without.Status);
        Assert.Equal(200, with.Status);
    }

    [Fact]
    public async Task The_cookies_of_a_browser_are_neither_read_nor_set()
    {
        var (ada, bob) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await NativeApp.CreateAsync(server);
        using var browser = await server.NewBrowserAsync(bob);
        var cookies = browser.Cookies.GetAllCookies().Select(c => c.ToString()).ToList();

        (string, string)[] request = [.. app.Request.Parameters.Select(p => (p.Key, p.Value)), ("client_id", app.Request.App.ClientId)];
        var first = await browser.PostAsync(NativeApp.Address, request);
        var second = await browser.PostAsync(NativeApp.Address, [.. request, ("username", ada.Email), ("password", ada.Password)]);

        Assert.Equal("insufficient_authorization", first.Error);
        Assert.Equal(("", ""), (first.Header("Set-Cookie"), second.Header("Set-Cookie")));
        Assert.Equal(cookies, browser.Cookies.GetAllCookies().Select(c => c.ToString()));
        Assert.Equal(ada.Subject, Jwt.Read((await app.TokensAsync(second)).IdToken).Claims.Text("sub"));
        Assert.DoesNotContain(ada.Email, (await browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_was_typed_is_logged_or_kept()
    {
        var app = await NativeApp.CreateAsync(server);
        var (name, password) = ($"user{Guid.NewGuid():N}@example.com", $"secret {Guid.NewGuid():N}");

        var answer = await app.BeginAsync(("username", name), ("password", password));
        await app.GoOnAsync(answer, ("username", name), ("password", password));

        Assert.DoesNotContain(server.Log.All, line => line.Contains(password, StringComparison.Ordinal) || line.Contains(name, StringComparison.Ordinal) || line.Contains(answer.Json.Text("auth_session"), StringComparison.Ordinal));
        Assert.False(await server.InDatabaseAsync(db => db.Flows.AnyAsync(f => f.Parameters.Contains(name) || f.Parameters.Contains(password))));
    }

    private static Task<Answer> MailAsync(NativeApp app, string email) => app.BeginAsync(("username", email), ("challenge_method", "email_code"));

    private async Task<string> ProblemsAsync(object client)
    {
        var text = Json.Node(new { clients = new[] { client } }).ToJsonString();
        var result = await server.InScopeAsync(scope => scope.GetRequiredService<ApplyFile>().RunAsync(text, planOnly: true, CancellationToken.None));
        return string.Join("; ", Assert.IsType<ApplyResult.Refused>(result).Problems);
    }

    private static async Task<TestServer> StartAsync(DatabaseProvider provider)
    {
        var server = await TestServer.StartAsync(provider);
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }
}
