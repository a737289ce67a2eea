using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Identity.Server.Tests.Stage;

/// <summary>A token, read to the letter.</summary>
public sealed record Jwt(JsonObject Header, JsonObject Claims, string Text)
{
    public static Jwt Read(string? token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var parts = token.Split('.');
        return new(Part(parts[0]), Part(parts[1]), token);
    }

    /// <summary>Another token with the same parts but these.</summary>
    public string With(JsonObject? header = null, JsonObject? claims = null, string? signature = null)
        => $"{Encode(header ?? Header)}.{Encode(claims ?? Claims)}.{signature ?? Text.Split('.')[2]}";

    public static string Encode(JsonObject part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(part.ToJsonString()));
    }

    private static JsonObject Part(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
