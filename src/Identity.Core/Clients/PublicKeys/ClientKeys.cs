using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Core.Clients.PublicKeys;

/// <summary>The public keys of clients: from their registration, or from where it says they are.</summary>
internal sealed class ClientKeys(IHttpClientFactory http, IOptions<ClientKeyOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, FetchedKeys> _fetched = new();

    /// <summary>The keys that a signature with this header may have been made with.</summary>
    /// <exception cref="ClientKeysException">They can't be had.</exception>
    public async Task<IReadOnlyList<JsonWebKey>> FindAsync(Client client, string algorithm, string? keyId, CancellationToken ct)
    {
        var keys = client.JwksUri is { } address
            ? await Fetched(client.Id, address).GetAsync(some => some.Any(Fits), ct)
            : KeySetText.Read(client.JsonWebKeySet ?? throw new ClientKeysException("The client has registered no keys."));
        return [.. keys.Where(Fits)];

        bool Fits(JsonWebKey key)
            => (keyId is null || key.KeyId is null || key.KeyId == keyId)
            && (key.Alg is null || key.Alg == algorithm)
            && algorithm switch
            {
                SecurityAlgorithms.EcdsaSha256 => key.Crv == JsonWebKeyECTypes.P256,
                SecurityAlgorithms.EcdsaSha384 => key.Crv == JsonWebKeyECTypes.P384,
                SecurityAlgorithms.EcdsaSha512 => key.Crv == JsonWebKeyECTypes.P521,
                _ => key.Kty == JsonWebAlgorithmsKeyTypes.RSA,
            };
    }

    private FetchedKeys Fetched(Guid client, string address)
        => _fetched.AddOrUpdate(client, _ => New(address), (_, known) => known.Address == address ? known : New(address));

    private FetchedKeys New(string address) => new(address, http, options.Value, clock);
}
