using Identity.Core.Configuration;
using Identity.Core.Keys;
using Identity.Core.Keys.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Worker.BackChannelLogout;

/// <summary>The signing keys, read again when configuration has changed: reading them means decrypting them.</summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, Catalog catalog, TimeProvider clock)
{
    private Loaded? _loaded;

    /// <summary>The key in use that signs with this algorithm.</summary>
    public async Task<SigningCredentials> FindAsync(string algorithm, CancellationToken ct)
        => (await KeysAsync(ct))
            .Where(key => key.Use == "sig" && key.Credentials.Any(credentials => credentials.Algorithm == algorithm))
            .InUse(clock.GetUtcNow().UtcDateTime)!
            .Credentials.First(credentials => credentials.Algorithm == algorithm);

    private async Task<IReadOnlyList<LoadedKey>> KeysAsync(CancellationToken ct)
    {
        // Several readers at once are no harm.
        if (_loaded is { Changed.HasChanged: false } loaded) return loaded.Keys;

        var changed = catalog.GetChangeToken();
        await using var scope = scopes.CreateAsyncScope();
        var keys = await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().LoadAsync(ct);
        _loaded = new(changed, keys);
        return keys;
    }

    private sealed record Loaded(IChangeToken Changed, IReadOnlyList<LoadedKey> Keys);
}
