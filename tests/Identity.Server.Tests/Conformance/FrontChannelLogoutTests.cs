using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>The modules of OpenID's Front-Channel Logout OP plan, by their names, in a browser without script.</summary>
public sealed class FrontChannelLogoutTests(TestServer server)
{
    [Fact]
    public async Task oidcc_frontchannel_logout_discovery_endpoint_verification()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        Assert.True(document["frontchannel_logout_supported"]!.GetValue<bool>());
        Assert.True(document["frontchannel_logout_session_supported"]!.GetValue<bool>());
        Assert.Equal($"{server.Issuer}/connect/endsession", document.Text("end_session_endpoint"));
    }

    [Fact]
    public async Task oidcc_frontchannel_rp_initiated_logout()
    {
        const string Host = "https://front.example.com";
        var s = await server.SignedInAsync(client: new
        {
            redirect_uris = new[] { $"{Host}/callback" },
            frontchannel_logout_uri = $"{Host}/logout?a=b",
            frontchannel_logout_session_required = true,
        });

        var page = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "a b")));
        var frame = page.Page.QuerySelector("iframe")!;
        var refresh = page.Page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!.Split(";url=");
        var next = page.Page.QuerySelector("a[data-continue]")!.GetAttribute("href")!;
        var answer = await s.Browser.OpenAsync(next);

        Assert.Equal("signedout", page.PageName);
        Assert.Equal($"{Host}/logout?a=b&iss={Uri.EscapeDataString(server.Issuer)}&sid={s.Sid}", frame.GetAttribute("src"));
        Assert.True(frame.HasAttribute("hidden"));
        Assert.Contains($"; frame-src {Host}", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains(s.App.Name, page.Page.QuerySelector("[data-part=apps]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("5", next), (refresh[0], refresh[1]));
        Assert.Equal($"{s.App.PostLogoutRedirectUri}?state=a%20b", answer.Location!.OriginalString.Replace("+", "%20", StringComparison.Ordinal));
        Assert.Equal("login_required", await s.SilentErrorAsync());
    }
}
