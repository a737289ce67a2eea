using Identity.Core.Keys.Rotation;
using Identity.Server.Protocol.Keys;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Issuing;

/// <summary>The keys in use at this moment, among all that are published.</summary>
internal static class SigningKeys
{
    /// <summary>The key that signs with this algorithm, of <see cref="Identity.Core.Keys.SignatureAlgorithms.Issued"/>.</summary>
    public static SigningCredentials For(OpenIddictServerOptions options, string algorithm)
        => options.SigningCredentials.OfType<DatedSigningCredentials>().Where(credentials => credentials.Algorithm == algorithm).InUse(Now(options))
            ?? throw new InvalidOperationException($"There is no key for {algorithm}.");

    /// <summary>The seal of what comes back to us alone.</summary>
    public static SigningCredentials Seal(OpenIddictServerOptions options) => For(options, SecurityAlgorithms.HmacSha256);

    /// <summary>What codes and refresh tokens are encrypted with.</summary>
    public static EncryptingCredentials Encryption(OpenIddictServerOptions options)
        => options.EncryptionCredentials.OfType<DatedEncryptingCredentials>().InUse(Now(options))
            ?? throw new InvalidOperationException("There is no encryption key.");

    private static DateTime Now(OpenIddictServerOptions options) => options.TimeProvider!.GetUtcNow().UtcDateTime;
}
