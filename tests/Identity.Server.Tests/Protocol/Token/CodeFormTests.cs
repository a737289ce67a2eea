using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
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
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        await browser.CodeAsync(app.Request());
        var code = new JsonWebToken(await server.InDatabaseAsync(db => db.Tokens.Where(t => t.Subject == person.Subject).Select(t => t.Payload).SingleAsync()));
        var options = server.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

        var sealedCode = new JsonWebTokenHandler().DecryptToken(code, options.TokenValidationParameters);

        Assert.Equal(SecurityAlgorithms.Aes256KW, code.Alg);
        Assert.Equal(SecurityAlgorithms.HmacSha256, new JsonWebToken(sealedCode).Alg);
    }
}
