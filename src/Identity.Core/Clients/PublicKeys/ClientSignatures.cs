using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Clients.PublicKeys;

/// <summary>Checks what clients signed. Only the keys of the registration count: those that a header brings or points to do not.</summary>
public sealed class ClientSignatures
{
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = 16 * 1024 };
    private readonly ClientKeys _keys;

    internal ClientSignatures(ClientKeys keys) => _keys = keys;

    /// <summary>What is wrong with the signature of a client's token, or null when it is right.</summary>
    /// <param name="client">Whose keys count.</param>
    /// <param name="token">The signed token.</param>
    /// <param name="algorithms">What it may be signed with, of <see cref="Identity.Core.Keys.SignatureAlgorithms.Accepted"/>.</param>
    /// <param name="types">The <c>typ</c> that it may have; it may always have none.</param>
    /// <param name="ct">Ends the wait for keys.</param>
    public async Task<string?> CheckAsync(Client client, JsonWebToken token, IReadOnlyList<string> algorithms, IReadOnlyList<string> types, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(token);
        if (token.IsEncrypted) return "It is encrypted. Send it signed only.";
        if (!algorithms.Contains(token.Alg)) return $"It is signed with '{token.Alg}'. Allowed: {string.Join(", ", algorithms)}.";
        if (token.Typ is { Length: > 0 } type && !types.Contains(type, StringComparer.OrdinalIgnoreCase)) return $"Its 'typ' is '{type}'. Allowed: {string.Join(", ", types)}.";
        // RFC 7515, section 4.1.11: what must be understood and is not, makes it invalid.
        if (token.TryGetHeaderValue<object>("crit", out _)) return "Its header has 'crit'. No extension is supported.";

        try
        {
            var keys = await _keys.FindAsync(client, token.Alg, token.Kid is { Length: > 0 } kid ? kid : null, ct);
            if (keys.Count == 0) return $"The client has no key '{token.Kid}' for '{token.Alg}'.";

            var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
            {
                IssuerSigningKeys = keys,
                ValidAlgorithms = algorithms,
                ValidateIssuer = false,
                ValidateAudience = false,
                ValidateLifetime = false,
            });
            return result.IsValid ? null : "Its signature is not one of the client's keys.";
        }
        catch (ClientKeysException problem)
        {
            return problem.Message;
        }
    }
}
