using System.Text.Json;
using System.Text.Json.Nodes;
using Identity.Core.Keys;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Clients;

/// <summary>What a registration says about keys and signatures.</summary>
internal static class ClientKeyRules
{
    private const string Asymmetric = "RSA with 2048 bits or more, or EC with P-256, P-384 or P-521";

    // A private or symmetric key in a registration is a leak (RFC 7518, section 6).
    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    public static IEnumerable<MetadataError> Check(ClientMetadata client)
    {
        if (client is { Jwks: not null, JwksUri: not null }) yield return MetadataError.Other("jwks_uri", "'jwks' is there too. Give one of the two.");
        if (client.Jwks is { } jwks && KeySet(jwks) is { } wrong) yield return MetadataError.Other("jwks", wrong);
        if (client.JwksUri is { } uri && RedirectUriRules.Check(uri, native: false) is { } address) yield return MetadataError.Other("jwks_uri", address);

        if (client is { Jwks: null, JwksUri: null })
        {
            if (client.UsesKey) yield return MetadataError.Other("token_endpoint_auth_method", "'private_key_jwt' needs the client's public keys: give 'jwks' or 'jwks_uri'.");
            if (client.RequireSignedRequestObject) yield return MetadataError.Other("require_signed_request_object", "It needs the client's public keys: give 'jwks' or 'jwks_uri'.");
        }

        foreach (var (member, value, known) in new[]
        {
            ("token_endpoint_auth_signing_alg", client.TokenEndpointAuthSigningAlg, SignatureAlgorithms.Accepted),
            ("request_object_signing_alg", client.RequestObjectSigningAlg, SignatureAlgorithms.Accepted),
            ("id_token_signed_response_alg", client.IdTokenSignedResponseAlg, SignatureAlgorithms.Issued),
            ("userinfo_signed_response_alg", client.UserinfoSignedResponseAlg, SignatureAlgorithms.Issued),
            ("introspection_signed_response_alg", client.IntrospectionSignedResponseAlg, SignatureAlgorithms.Issued),
            ("client_assertion_audience", client.ClientAssertionAudience, [ClientAssertionAudiences.Issuer, ClientAssertionAudiences.TokenEndpoint]),
        })
        {
            if (value is not null && !known.Contains(value)) yield return MetadataError.Other(member, $"'{value}' is not supported. Supported: {string.Join(", ", known)}.");
        }

        if (client.TokenEndpointAuthSigningAlg is not null && !client.UsesKey)
        {
            yield return MetadataError.Other("token_endpoint_auth_signing_alg", $"It is for '{ClientAuthenticationMethods.PrivateKeyJwt}'; this client uses '{client.TokenEndpointAuthMethod}'.");
        }
    }

    private static string? KeySet(string jwks)
    {
        JsonNode? set;
        try
        {
            set = JsonNode.Parse(jwks);
        }
        catch (JsonException)
        {
            return "It is not JSON.";
        }

        if (set is not JsonObject || set["keys"] is not JsonArray { Count: > 0 } keys) return "It is a JSON Web Key Set: {\"keys\": [ … ]} with one key or more (RFC 7517).";
        if (keys.Select(Key).FirstOrDefault(wrong => wrong is not null) is { } first) return first;

        var ids = keys.Select(key => key!["kid"]?.ToString()).ToList();
        if (ids.Count > 1 && ids.Contains(null)) return "Give each key a 'kid', so that a signature can name its key.";
        return ids.Distinct().Count() == ids.Count ? null : "Two keys have the same 'kid'. Give each its own.";
    }

    /// <summary>What is wrong with a key, or null when it can verify signatures.</summary>
    public static string? Key(JsonNode? key)
    {
        if (key is not JsonObject members) return "A key is an object (RFC 7517, section 4).";
        if (SecretMembers.FirstOrDefault(members.ContainsKey) is { } secret) return $"A key has the member '{secret}', which is private. Give the public key alone, and replace this one: it has been shown.";

        try
        {
            var read = new Microsoft.IdentityModel.Tokens.JsonWebKey(members.ToJsonString());
            return read.Kty switch
            {
                "RSA" when read.KeySize >= 2048 && read.E is not null => null,
                "EC" when read.Crv is "P-256" or "P-384" or "P-521" && read.X is not null && read.Y is not null => null,
                _ => $"A key is not of a supported kind: {Asymmetric}.",
            };
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or JsonException)
        {
            return $"A key can't be read. Supported: {Asymmetric}.";
        }
    }
}
