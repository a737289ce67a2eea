using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Server.Tests.Stage;

/// <summary>A key pair of an app, and what it signs.</summary>
public sealed class ClientKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private ClientKey(AsymmetricAlgorithm key, string algorithm, string id) => (_key, Algorithm, Id) = (key, algorithm, id);

    public string Algorithm { get; }

    public string Id { get; }

    public static ClientKey Create(string algorithm = "ES256") => new(
        algorithm.StartsWith("ES", StringComparison.Ordinal) ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048),
        algorithm,
        Guid.NewGuid().ToString("N"));

    /// <summary>The public half, as it is registered.</summary>
    public JsonObject Jwk
    {
        get
        {
            var jwk = _key is ECDsa ecdsa
                ? JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(ecdsa.ExportParameters(false))))
                : JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(((RSA)_key).ExportParameters(false)));
            var members = new JsonObject { ["kty"] = jwk.Kty, ["kid"] = Id };
            foreach (var (name, value) in new[] { ("crv", jwk.Crv), ("x", jwk.X), ("y", jwk.Y), ("n", jwk.N), ("e", jwk.E) })
            {
                if (value is not null) members[name] = value;
            }

            return members;
        }
    }

    public JsonObject Set => SetOf(this);

    public static JsonObject SetOf(params ClientKey[] keys) => new() { ["keys"] = new JsonArray([.. keys.Select(key => key.Jwk)]) };

    /// <summary>Signs these claims, with these members of the header beside <c>alg</c> and <c>kid</c>.</summary>
    public string Sign(JsonObject claims, object? header = null)
    {
        var text = $"{Jwt.Encode(Json.Merge(new { alg = Algorithm, kid = Id }, header))}.{Jwt.Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose() => _key.Dispose();

    private byte[] Sign(byte[] data) => _key is ECDsa ecdsa
        ? ecdsa.SignData(data, HashAlgorithmName.SHA256)
        : ((RSA)_key).SignData(data, HashAlgorithmName.SHA256, Algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
}
