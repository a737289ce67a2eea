using Identity.Server.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class CodeFormTests(TestServer server)
{
    [Fact]
    public async Task A_code_is_sealed_with_secret_keys_alone()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var code = new JsonWebToken(await browser.CodeAsync(app.Request()));
        var options = server.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

        var sealedCode = new JsonWebTokenHandler().DecryptToken(code, options.TokenValidationParameters);

        Assert.Equal(SecurityAlgorithms.Aes256KW, code.Alg);
        Assert.Equal(SecurityAlgorithms.HmacSha256, new JsonWebToken(sealedCode).Alg);
    }
}
