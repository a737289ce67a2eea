using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.EndSession;

/// <summary>Named after the modules of OpenID's conformance suite where there is one.</summary>
public sealed class LogoutTests(TestServer server)
{
    [Fact]
    public async Task oidcc_rp_initiated_logout_discovery_endpoint_verification()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        Assert.Equal($"{server.Issuer}/connect/endsession", document.Text("end_session_endpoint"));
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout()
    {
        var s = await SignedInAsync();

        var answer = await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "a b")));

        Assert.Equal($"{s.App.PostLogoutRedirectUri}?state=a%20b", answer.Location!.OriginalString.Replace("+", "%20", StringComparison.Ordinal));
        Assert.Equal("login_required", (await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_bad_post_logout_redirect_uri()
        => await StaysAsync(s => [("id_token_hint", s.IdToken), ("post_logout_redirect_uri", "https://evil.example.com/"), ("state", "x")]);

    [Fact]
    public async Task oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri()
        => await StaysAsync(s => [("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri + "?foo=bar"), ("state", "x")]);

    [Fact]
    public async Task oidcc_rp_initiated_logout_modified_id_token_hint() => await StaysAsync(s =>
    {
        var token = Jwt.Read(s.IdToken);
        var unsigned = token.With(header: new JsonObject { ["alg"] = "none", ["typ"] = "JWT" }, signature: "");
        return [("id_token_hint", unsigned), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "x")];
    });

    [Fact]
    public async Task oidcc_rp_initiated_logout_bad_id_token_hint() => await StaysAsync(s =>
    {
        var forged = Jwt.Read(s.IdToken).With(signature: new string('A', 342));
        return [("id_token_hint", forged), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "x")];
    });

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_id_token_hint()
        => await StaysAsync(s => [("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "x")]);

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_params()
    {
        var s = await SignedInAsync();

        var page = await s.Browser.OpenAsync("/connect/endsession");
        var answer = await s.Browser.SubmitAsync(page, ("decision", "signout"));

        Assert.Equal("signout", page.PageName);
        Assert.Equal("signedout", answer.PageName);
        Assert.Equal("login_required", (await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_post_logout_redirect_uri()
    {
        var s = await SignedInAsync();

        var answer = await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken)));

        Assert.Equal("signedout", answer.PageName);
        Assert.Equal("login_required", (await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_state()
    {
        var s = await SignedInAsync();

        var answer = await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri)));

        Assert.Equal(s.App.PostLogoutRedirectUri, answer.Location!.OriginalString);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_only_state()
    {
        var s = await SignedInAsync();

        var answer = await s.Browser.SubmitAsync(await s.Browser.OpenAsync(Address(("state", "x"))), ("decision", "signout"));

        Assert.Equal("signedout", answer.PageName);
    }

    [Fact]
    public async Task B050_without_a_hint_the_person_is_asked_and_may_stay()
    {
        var s = await SignedInAsync();
        (string, string)[] request = [("client_id", s.App.ClientId), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "x")];

        var page = await s.Browser.OpenAsync(Address(request));
        var stayed = await s.Browser.SubmitAsync(page, ("decision", "stay"));
        var left = await s.Browser.SubmitAsync(await s.Browser.OpenAsync(Address(request)), ("decision", "signout"));

        Assert.Equal("signout", page.PageName);
        Assert.Contains(s.App.Name, page.Text, StringComparison.Ordinal);
        Assert.Equal("home", stayed.PageName);
        Assert.Equal($"{s.App.PostLogoutRedirectUri}?state=x", left.Location!.OriginalString);
    }

    [Fact]
    public async Task B050_a_hint_about_another_browser_signs_nobody_out_unasked()
    {
        var s = await SignedInAsync();
        var other = await SignedInAsync();

        var page = await s.Browser.OpenAsync(Address(("id_token_hint", other.IdToken)));

        Assert.Equal("signout", page.PageName);
        Assert.NotNull((await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none"))).Find("code"));
        Assert.NotNull((await other.Browser.AuthorizeAsync(other.App.Request().With("prompt", "none"))).Find("code"));
    }

    [Fact]
    public async Task B050_a_hint_of_one_app_does_not_open_the_address_of_another()
    {
        var s = await SignedInAsync();
        var other = await server.CreateClientAsync();

        var answer = await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", other.PostLogoutRedirectUri)));

        Assert.Null(answer.Location);
    }

    [Fact]
    public async Task B050_the_state_is_encoded()
    {
        const string State = "\"><script>alert(1)</script>\r\nSet-Cookie: a=b";
        var s = await SignedInAsync();

        var answer = await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", State)));

        Assert.Equal(State, answer["state"]);
        Assert.DoesNotContain("<script", answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("a=b", answer.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_posted_by_an_app_signs_out_too()
    {
        var s = await SignedInAsync();
        // SameSite=Lax: the browser leaves the cookie out of a form of another site.
        using var withoutCookie = server.NewBrowser();

        var posted = await withoutCookie.PostAsync("/connect/endsession", ("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri));
        var answer = await s.Browser.FollowAsync(posted);

        Assert.Equal(s.App.PostLogoutRedirectUri, answer.Location!.OriginalString);
        Assert.Equal("login_required", (await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task Signing_out_ends_refreshing_and_userinfo_at_once()
    {
        var s = await SignedInAsync("openid offline_access");
        Assert.Equal(200, (await server.UserInfoAsync(s.Tokens.AccessToken)).Status);

        await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken)));

        Assert.Equal(401, (await server.UserInfoAsync(s.Tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(s.App, s.Tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task B103_a_cookie_from_before_the_sign_out_is_dead()
    {
        var s = await SignedInAsync();
        var stolen = s.Browser.Cookie("identity")!;
        await s.Browser.OpenAsync(Address(("id_token_hint", s.IdToken)));

        using var thief = server.NewBrowser();
        thief.Cookies.Add(server.Url, new System.Net.Cookie("identity", stolen));

        Assert.Equal("login_required", (await thief.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
        Assert.Equal("signin", (await thief.OpenAsync("/")).PageName);
    }

    private static string Address(params (string Name, string Value)[] parameters)
        => "/connect/endsession?" + Form.Encode(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));

    private async Task StaysAsync(Func<Session, (string, string)[]> request)
    {
        var s = await SignedInAsync();

        var answer = await s.Browser.OpenAsync(Address(request(s)));

        Assert.Null(answer.Location);
        Assert.Contains(answer.PageName, new[] { "error", "signout" });
        Assert.NotNull((await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none"))).Find("code"));
    }

    private async Task<Session> SignedInAsync(string scope = "openid")
    {
        var app = await server.CreateClientAsync();
        var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        return new Session(app, browser, await server.TokensAsync(browser, app.Request(scope)));
    }

    private sealed record Session(App App, WebBrowser Browser, Tokens Tokens)
    {
        public string IdToken => Tokens.IdToken!;
    }
}
