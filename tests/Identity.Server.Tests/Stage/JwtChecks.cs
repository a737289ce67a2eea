using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Server.Tests.Stage;

public static class JwtChecks
{
    /// <summary>Reads a token after checking its signature against the published keys.</summary>
    public static async Task<Jwt> VerifyAsync(this TestServer server, string? token)
    {
        var keys = new JsonWebKeySet((await server.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Body);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return Jwt.Read(token);
    }
}
