using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Issuing;

internal static class SigningKeys
{
    /// <summary>The key that signs with this algorithm, of <see cref="Identity.Core.Keys.SignatureAlgorithms.Issued"/>.</summary>
    public static SigningCredentials For(OpenIddictServerOptions options, string algorithm)
        => options.SigningCredentials.First(credentials => credentials.Key is AsymmetricSecurityKey && credentials.Algorithm == algorithm);
}
