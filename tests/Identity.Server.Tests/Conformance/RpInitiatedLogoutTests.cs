using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>The modules of OpenID's RP-Initiated Logout OP plan, by their names.</summary>
public sealed class RpInitiatedLogoutTests(TestServer server)
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
        var s = await server.SignedInAsync();

        var answer = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "a b")));

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
        var s = await server.SignedInAsync();

        var page = await s.Browser.OpenAsync("/connect/endsession");
        var answer = await s.Browser.SubmitAsync(page, ("decision", "signout"));

        Assert.Equal("signout", page.PageName);
        Assert.Equal("signedout", answer.PageName);
        Assert.Equal("login_required", (await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_post_logout_redirect_uri()
    {
        var s = await server.SignedInAsync();

        var answer = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken)));

        Assert.Equal("signedout", answer.PageName);
        Assert.Equal("login_required", (await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_state()
    {
        var s = await server.SignedInAsync();

        var answer = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri)));

        Assert.Equal(s.App.PostLogoutRedirectUri, answer.Location!.OriginalString);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_only_state()
    {
        var s = await server.SignedInAsync();

        var answer = await s.Browser.SubmitAsync(await s.Browser.OpenAsync(SigningOut.Address(("state", "x"))), ("decision", "signout"));

        Assert.Equal("signedout", answer.PageName);
    }

    private async Task StaysAsync(Func<SignedIn, (string, string)[]> request)
    {
        var s = await server.SignedInAsync();

        var answer = await s.Browser.OpenAsync(SigningOut.Address(request(s)));

        Assert.Null(answer.Location);
        Assert.Contains(answer.PageName, new[] { "error", "signout" });
        Assert.NotNull((await s.Browser.AuthorizeAsync(s.App.Request().With("prompt", "none"))).Find("code"));
    }
}
