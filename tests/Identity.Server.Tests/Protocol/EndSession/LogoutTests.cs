using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.EndSession;

public sealed class LogoutTests(TestServer server)
{
    [Fact]
    public async Task B050_without_a_hint_the_person_is_asked_and_may_stay()
    {
        var s = await server.SignedInAsync();
        (string, string)[] request = [("client_id", s.App.ClientId), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "x")];

        var page = await s.Browser.OpenAsync(SigningOut.Address(request));
        var stayed = await s.Browser.SubmitAsync(page, ("decision", "stay"));
        var left = await s.Browser.SubmitAsync(await s.Browser.OpenAsync(SigningOut.Address(request)), ("decision", "signout"));

        Assert.Equal("signout", page.PageName);
        Assert.Contains(s.App.Name, page.Text, StringComparison.Ordinal);
        Assert.Equal("home", stayed.PageName);
        Assert.Equal($"{s.App.PostLogoutRedirectUri}?state=x", left.Location!.OriginalString);
    }

    [Fact]
    public async Task B050_a_hint_about_another_browser_signs_nobody_out_unasked()
    {
        var s = await server.SignedInAsync();
        var other = await server.SignedInAsync();

        var page = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", other.IdToken)));

        Assert.Equal("signout", page.PageName);
        Assert.NotNull((await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none"))).Find("code"));
        Assert.NotNull((await other.Browser.AuthorizeAsync(other.App.Request().With("prompt", "none"))).Find("code"));
    }

    [Fact]
    public async Task B050_a_hint_of_one_app_does_not_open_the_address_of_another()
    {
        var s = await server.SignedInAsync();
        var other = await server.CreateClientAsync();

        var answer = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", other.PostLogoutRedirectUri)));

        Assert.Null(answer.Location);
    }

    [Fact]
    public async Task B050_the_state_is_encoded()
    {
        const string State = "\"><script>alert(1)</script>\r\nSet-Cookie: a=b";
        var s = await server.SignedInAsync();

        var answer = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", State)));

        Assert.Equal(State, answer["state"]);
        Assert.DoesNotContain("<script", answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("a=b", answer.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_posted_by_an_app_signs_out_too()
    {
        var s = await server.SignedInAsync();
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
        var s = await server.SignedInAsync("openid offline_access");
        Assert.Equal(200, (await server.UserInfoAsync(s.Tokens.AccessToken)).Status);

        await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken)));

        Assert.Equal(401, (await server.UserInfoAsync(s.Tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(s.App, s.Tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task B103_a_cookie_from_before_the_sign_out_is_dead()
    {
        var s = await server.SignedInAsync();
        var stolen = s.Browser.Cookie("identity")!;
        await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken)));

        using var thief = server.NewBrowser();
        thief.Cookies.Add(server.Url, new System.Net.Cookie("identity", stolen));

        Assert.Equal("login_required", (await thief.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
        Assert.Equal("signin", (await thief.OpenAsync("/")).PageName);
    }
}
