using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Keys;

/// <summary>The kinds of keys that the product makes, and how each is written down.</summary>
internal static class KeyMaterial
{
    public const string Signing = "sig";
    public const string Encryption = "enc";

    /// <summary>No key of tokens: the secret that pairwise subjects are made with.</summary>
    public const string Subjects = "sub";

    private const int RsaBits = 3072;

    /// <summary>What there must be at least one of.</summary>
    public static readonly IReadOnlyList<(string Use, string Algorithm)> Kinds =
    [
        (Signing, SecurityAlgorithms.RsaSha256),
        (Signing, SecurityAlgorithms.EcdsaSha256),
        (Encryption, SecurityAlgorithms.Aes256KW),
        (Subjects, SecurityAlgorithms.HmacSha256),
    ];

    /// <returns>The private part: PKCS #8, or the bytes of a symmetric key.</returns>
    public static byte[] Create(string algorithm)
    {
        switch (algorithm)
        {
            case SecurityAlgorithms.RsaSha256:
                using (var rsa = RSA.Create(RsaBits)) return rsa.ExportPkcs8PrivateKey();
            case SecurityAlgorithms.EcdsaSha256:
                using (var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256)) return ecdsa.ExportPkcs8PrivateKey();
            default:
                return RandomNumberGenerator.GetBytes(32);
        }
    }

    public static SecurityKey Read(string algorithm, byte[] material)
    {
        switch (algorithm)
        {
            case SecurityAlgorithms.RsaSha256:
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(material, out _);
                return new RsaSecurityKey(rsa);
            case SecurityAlgorithms.EcdsaSha256:
                var ecdsa = ECDsa.Create();
                ecdsa.ImportPkcs8PrivateKey(material, out _);
                return new ECDsaSecurityKey(ecdsa);
            default:
                return new SymmetricSecurityKey(material);
        }
    }

    // The thumbprint of a secret key would be a hash of the secret (RFC 7638, section 7).
    public static string IdOf(SecurityKey key)
        => Base64Url.EncodeToString(key is SymmetricSecurityKey ? RandomNumberGenerator.GetBytes(16) : key.ComputeJwkThumbprint());
}
