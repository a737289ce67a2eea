using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.UserInfo;

/// <summary>Signs what it likes with a key of its own, and says so in the header.</summary>
internal static class Attacker
{
    public static IEnumerable<string> Sign(Jwt token, string algorithm)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
        foreach (var (name, value) in new (string, JsonNode)[] { ("jwk", jwk), ("kid", "mine") })
        {
            var header = token.Header.DeepClone().AsObject();
            header["alg"] = algorithm;
            header[name] = value;
            var signed = $"{Jwt.Encode(header)}.{Jwt.Encode(token.Claims)}";
            yield return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        }
    }
}
