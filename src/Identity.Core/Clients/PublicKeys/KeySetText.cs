using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Clients.PublicKeys;

/// <summary>Reads a JSON Web Key Set (RFC 7517). Keys of kinds that we do not know are passed over, as section 5 asks.</summary>
internal static class KeySetText
{
    /// <exception cref="ClientKeysException">It is none.</exception>
    public static IReadOnlyList<JsonWebKey> Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text)?["keys"] is JsonArray keys)
            {
                return [.. keys.Where(key => ClientKeyRules.Key(key) is null).Select(key => new JsonWebKey(key!.ToJsonString())).Where(key => key.Use is null or "sig")];
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ClientKeysException("The client's keys are no JSON Web Key Set.", failure);
        }

        throw new ClientKeysException("The client's keys are no JSON Web Key Set: the member 'keys' is missing.");
    }
}
