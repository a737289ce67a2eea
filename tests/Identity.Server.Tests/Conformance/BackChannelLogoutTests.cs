using Identity.Server.Tests.Stage;
using Identity.Testing.Receivers;
using Identity.Worker.Tests;

namespace Identity.Server.Tests.Conformance;

/// <summary>The modules of OpenID's Back-Channel Logout OP plan, by their names, with the real worker and a real socket.</summary>
public sealed class BackChannelLogoutTests(TestServer server)
{
    [Fact]
    public async Task oidcc_backchannel_logout_discovery_endpoint_verification()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        Assert.True(document["backchannel_logout_supported"]!.GetValue<bool>());
        Assert.True(document["backchannel_logout_session_supported"]!.GetValue<bool>());
        Assert.Equal($"{server.Issuer}/connect/endsession", document.Text("end_session_endpoint"));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task oidcc_backchannel_rp_initiated_logout(string algorithm)
    {
        await using var own = await TestServer.StartAsync();
        await using var receiver = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(own.Database, new() { ["Server:PublicUrl"] = own.Issuer });
        var s = await own.SignedInAsync(client: new
        {
            backchannel_logout_uri = new Uri(receiver.Url, "/backchannel").AbsoluteUri,
            backchannel_logout_session_required = true,
            id_token_signed_response_alg = algorithm,
        });

        var answer = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri), ("state", "x")));
        var received = await receiver.NextAsync();
        var token = await own.VerifyAsync(received.Form["logout_token"]);
        var id = Jwt.Read(s.IdToken);

        Assert.Equal($"{s.App.PostLogoutRedirectUri}?state=x", answer.Location!.OriginalString);
        Assert.Equal("login_required", await s.SilentErrorAsync());
        Assert.Equal(("POST", "/backchannel", "application/x-www-form-urlencoded"), (received.Method, received.Path, received.ContentType));
        Assert.Equal(("logout+jwt", algorithm), (token.Header.Text("typ"), token.Header.Text("alg")));
        Assert.Equal((own.Issuer, s.App.ClientId), (token.Claims.Text("iss"), token.Claims.Text("aud")));
        Assert.Equal((id.Claims.Text("sub"), s.Sid), (token.Claims.Text("sub"), token.Claims.Text("sid")));
        Assert.NotNull(token.Claims["events"]!["http://schemas.openid.net/event/backchannel-logout"]);
        Assert.InRange(token.Claims["exp"]!.GetValue<long>() - token.Claims["iat"]!.GetValue<long>(), 1, 120);
        Assert.NotEmpty(token.Claims.Text("jti"));
        Assert.False(token.Claims.ContainsKey("nonce"));
    }
}
