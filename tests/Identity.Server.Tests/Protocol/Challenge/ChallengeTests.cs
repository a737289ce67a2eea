using Identity.Core.Audit;
using Identity.Core.Sessions;
using Identity.Server.Tests.Account.SignIn.Link;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Challenge;

public sealed class ChallengeTests(TestServer server)
{
    [Fact]
    public async Task A_password_in_one_call_gives_a_code_and_that_tokens()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server, scope: "openid offline_access");

        var answer = await app.BeginAsync(ada);
        var tokens = await app.TokensAsync(answer);
        var claims = (await server.VerifyAsync(tokens.IdToken)).Claims;

        Assert.Equal(["authorization_code", "device"], answer.Json.Select(member => member.Key).Order());
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal((ada.Subject, app.Request.Nonce), (claims.Text("sub"), claims.Text("nonce")));
        Assert.Equal(["pwd"], claims.Texts("amr"));
        Assert.Equal(AuthenticationContexts.SingleFactor, claims.Text("acr"));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), claims["auth_time"]!.GetValue<long>());
        Assert.True(await server.InDatabaseAsync(db => db.Sessions.AnyAsync(s => s.Sid == claims.Text("sid") && s.UserId == ada.Id)));
        Assert.Equal(200, (await server.RefreshAsync(app.Request.App, tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task The_first_call_may_only_ask_what_there_is()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server);

        var first = await app.BeginAsync();
        var second = await app.GoOnAsync(first, ("username", ada.Username), ("password", ada.Password));

        Assert.Equal((403, "insufficient_authorization"), (first.Status, first.Error));
        Assert.Equal(["password", "email_code", "sms_code", "sign_up"], first.Json.Texts("next"));
        Assert.Equal(43, first.Json.Text("auth_session").Length);
        Assert.Equal(app.Request.Nonce, Jwt.Read((await app.TokensAsync(second)).IdToken).Claims.Text("nonce"));
    }

    [Fact]
    public async Task A_mailed_code_gives_a_code()
    {
        var ada = await LinkUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);

        var first = await app.BeginAsync();
        var mailed = await app.GoOnAsync(first, ("username", ada.Email), ("challenge_method", "email_code"));
        var code = await server.CodeForAsync(ada.Email);
        var wrong = await app.GoOnAsync(mailed, ("code", Mail.OtherCode(code)));
        var right = await app.GoOnAsync(wrong, ("code", code));

        Assert.Equal((403, "insufficient_authorization"), (mailed.Status, mailed.Error));
        Assert.Equal(["code", "password", "email_code", "sms_code", "sign_up"], mailed.Json.Texts("next"));
        Assert.NotEqual(first.Json.Text("auth_session"), mailed.Json.Text("auth_session"));
        Assert.Equal((400, "access_denied"), (wrong.Status, wrong.Error));
        var claims = (await server.VerifyAsync((await app.TokensAsync(right)).IdToken)).Claims;
        Assert.Equal(ada.Subject, claims.Text("sub"));
        Assert.Equal(["otp"], claims.Texts("amr"));
    }

    [Fact]
    public async Task A_mailed_code_may_be_asked_for_in_the_first_call()
    {
        var ada = await LinkUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);

        var mailed = await app.BeginAsync(("username", ada.Email), ("challenge_method", "email_code"));
        var again = await app.GoOnAsync(mailed, ("username", ada.Email), ("challenge_method", "email_code"));
        var answer = await app.GoOnAsync(mailed, ("code", await server.CodeForAsync(ada.Email)));

        Assert.Equal((429, "30"), (again.Status, again.Header("Retry-After")));
        Assert.Equal(ada.Subject, Jwt.Read((await app.TokensAsync(answer)).IdToken).Claims.Text("sub"));
    }

    [Fact]
    public async Task An_app_that_names_a_redirect_uri_names_it_again_with_the_code()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server);
        app = app.With("redirect_uri", app.Request.App.RedirectUri);

        Assert.Equal("invalid_request", (await app.RedeemAsync(await app.BeginAsync(ada))).Error);
        var later = await app.GoOnAsync(await app.BeginAsync(), ("username", ada.Email), ("password", ada.Password));
        Assert.Equal("invalid_request", (await app.RedeemAsync(later)).Error);
        var again = await app.BeginAsync(ada);
        Assert.Equal(200, (await server.RedeemAsync(app.Request, again.Json.Text("authorization_code"))).Status);
        Assert.Equal("invalid_request", (await app.With("redirect_uri", "https://other.example.com/").BeginAsync(ada)).Error);
    }

    [Fact]
    public async Task A_confidential_app_authenticates_in_each_call()
    {
        var ada = await server.CreateUserAsync();
        var client = await server.CreateClientAsync(new { authorization_challenge = true });
        var app = new NativeApp(server, client.Request().Without("redirect_uri", "client_id"));
        var first = await app.BeginAsync();
        var stranger = app with { Request = app.Request with { App = client with { Secret = new string('x', 64) } } };

        var refused = await stranger.GoOnAsync(first, ("username", ada.Email), ("password", ada.Password));
        var answer = await app.GoOnAsync(first, ("username", ada.Email), ("password", ada.Password));

        Assert.Equal((401, "invalid_client"), (refused.Status, refused.Error));
        Assert.Equal(ada.Subject, Jwt.Read((await app.TokensAsync(answer)).IdToken).Claims.Text("sub"));
    }

    [Fact]
    public async Task What_only_pages_ask_is_sent_to_the_browser()
    {
        var ada = await server.CreateUserAsync();
        var app = (await NativeApp.CreateAsync(server)).With("prompt", "consent");

        var answer = await app.BeginAsync(ada);
        using var browser = server.NewBrowser();
        var page = await browser.OpenAsync($"/connect/authorize?client_id={app.Request.App.ClientId}&request_uri={Uri.EscapeDataString(answer.Json.Text("request_uri"))}");

        Assert.Equal((403, "redirect_to_web"), (answer.Status, answer.Error));
        Assert.Equal(90, answer.Json["expires_in"]!.GetValue<int>());
        Assert.Equal("signin", page.PageName);
    }

    [Fact]
    public async Task A_request_is_held_to_the_rules_of_the_authorization_endpoint()
    {
        var app = await NativeApp.CreateAsync(server);

        Assert.Equal("invalid_request", (await (app with { Request = app.Request.Without("code_challenge", "code_challenge_method") }).BeginAsync()).Error);
        Assert.Equal("invalid_request", (await app.With("code_challenge_method", "plain").BeginAsync()).Error);
        Assert.Equal("unsupported_response_type", (await app.With("response_type", "token").BeginAsync()).Error);
        Assert.Equal("invalid_scope", (await app.With("scope", "openid nothing").BeginAsync()).Error);
        Assert.Equal("invalid_target", (await app.With("resource", "https://unknown.example.com/").BeginAsync()).Error);
        Assert.Equal("login_required", (await app.With("prompt", "none").BeginAsync()).Error);
        Assert.Equal("request_not_supported", (await app.BeginAsync(("request", "a.b.c"))).Error);
        Assert.Equal("invalid_request", (await app.BeginAsync(("password", "without a name"))).Error);
        Assert.Equal("invalid_request", (await app.BeginAsync(("code", "123456"))).Error);
        Assert.Equal("invalid_request", (await app.BeginAsync(("username", "ada"), ("challenge_method", "email_code"))).Error);
        Assert.Equal("invalid_request", (await app.BeginAsync(("username", "a@example.com"), ("challenge_method", "sms"))).Error);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, NativeApp.Address)).Status);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_what_was_given()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server, scope: "openid offline_access");
        var tokens = await app.TokensAsync(await app.BeginAsync(ada));

        await server.TurnOffAsync(ada);

        Assert.Equal("invalid_grant", (await server.RefreshAsync(app.Request.App, tokens.RefreshToken)).Error);
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    public async Task Each_try_leaves_the_trace_and_each_sign_in_the_audit_event_that_the_pages_leave()
    {
        var ada = await LinkUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);

        await app.BeginAsync(ada with { Password = "wrong" });
        await app.BeginAsync(ada);
        var mailed = await app.BeginAsync(("username", ada.Email), ("challenge_method", "email_code"));
        await app.GoOnAsync(mailed, ("code", await server.CodeForAsync(ada.Email)));
        await app.With("scope", "openid nothing").BeginAsync(ada);

        var traces = await server.InDatabaseAsync(db => db.RequestTraces.Where(t => t.ClientId == app.Request.App.ClientId).OrderBy(t => t.Id).ToListAsync());
        Assert.Equal(
            ["authorization_challenge invalid_scope", "signin Rejected", "signin succeeded", "signin succeeded"],
            traces.Select(t => $"{t.Kind} {t.Outcome}").Order(StringComparer.Ordinal));
        Assert.Equal(2, traces.Count(t => t.UserId == ada.Id));
        var audited = await server.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Kind == AuditKinds.SessionStarted && e.Actor == ada.Id.ToString()).ToListAsync());
        Assert.Equal(2, audited.Count);
    }
}
