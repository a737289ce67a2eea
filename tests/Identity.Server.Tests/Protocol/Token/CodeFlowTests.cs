using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class CodeFlowTests(TestServer server)
{
    [Fact]
    public async Task The_id_token_says_who_signed_in_where_when_and_how()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var request = app.Request();

        var answer = await browser.SignInAsync(ada, await browser.AuthorizeAsync(request));
        var tokens = Tokens.Of(await server.RedeemAsync(request, answer["code"]));
        var id = await server.VerifyAsync(tokens.IdToken);

        Assert.Equal("RS256", id.Header.Text("alg"));
        Assert.Equal(
            ["acr", "amr", "at_hash", "aud", "auth_time", "azp", "exp", "iat", "iss", "nonce", "sid", "sub"],
            id.Claims.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.Equal(server.Issuer, id.Claims.Text("iss"));
        Assert.Equal(app.ClientId, id.Claims.Text("aud"));
        Assert.Equal(app.ClientId, id.Claims.Text("azp"));
        Assert.Equal(ada.Subject, id.Claims.Text("sub"));
        Assert.Equal(request.Nonce, id.Claims.Text("nonce"));
        Assert.Equal("urn:identity:acr:single", id.Claims.Text("acr"));
        Assert.Equal(["pwd"], id.Claims.Texts("amr"));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), id.Claims["auth_time"]!.GetValue<long>());
        Assert.Equal(600, id.Claims["exp"]!.GetValue<long>() - id.Claims["iat"]!.GetValue<long>());
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(tokens.AccessToken)).AsSpan(0, 16)), id.Claims.Text("at_hash"));
    }
}
