using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>A client assertion as it came: nothing of it is true before its signature was checked.</summary>
internal sealed class ClientAssertion
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement _claims;

    private ClientAssertion(JsonWebToken token, JsonElement claims) => (Token, _claims) = (token, claims);

    public JsonWebToken Token { get; }

    public string? Issuer => Text("iss");

    public string? Subject => Text("sub");

    public string? Id => Text("jti");

    public DateTimeOffset? ExpiresAt => Time("exp");

    public DateTimeOffset? NotBefore => Time("nbf");

    public DateTimeOffset? IssuedAt => Time("iat");

    /// <summary>Empty when it is neither a string nor a list of strings.</summary>
    public IReadOnlyList<string> Audiences
        => !_claims.TryGetProperty("aud", out var aud) ? []
            : aud.ValueKind == JsonValueKind.String ? [aud.GetString()!]
            : aud.ValueKind == JsonValueKind.Array && aud.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? [.. aud.EnumerateArray().Select(item => item.GetString()!)]
            : [];

    public static bool TryRead(string text, [NotNullWhen(true)] out ClientAssertion? assertion)
    {
        assertion = null;
        try
        {
            var token = new JsonWebToken(text);
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload), Strict);
            if (claims.RootElement.ValueKind == JsonValueKind.Object) assertion = new ClientAssertion(token, claims.RootElement.Clone());
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return false;
        }

        return assertion is not null;
    }

    private string? Text(string name)
        => _claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A time that is there and makes no sense is never right.
    private DateTimeOffset? Time(string name)
        => !_claims.TryGetProperty(name, out var value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : name == "exp" ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
}
