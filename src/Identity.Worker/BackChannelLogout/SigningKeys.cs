using Identity.Core.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Worker.BackChannelLogout;

/// <summary>The signing keys, read again once a minute: reading them means decrypting them.</summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    private Loaded? _loaded;

    /// <summary>The youngest key in use that signs with this algorithm.</summary>
    public async Task<SigningCredentials> FindAsync(string algorithm, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return (await KeysAsync(ct))
            .Where(k => k.Use == "sig" && k.ActivateAt <= now && !(k.RetireAt <= now))
            .SelectMany(k => k.Credentials)
            .First(credentials => credentials.Algorithm == algorithm);
    }

    private async Task<IReadOnlyList<LoadedKey>> KeysAsync(CancellationToken ct)
    {
        // Several readers at once are no harm.
        if (_loaded is { } loaded && clock.GetElapsedTime(loaded.At) < Refresh) return loaded.Keys;

        await using var scope = scopes.CreateAsyncScope();
        var keys = await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().LoadAsync(ct);
        _loaded = new(clock.GetTimestamp(), keys);
        return keys;
    }

    private sealed record Loaded(long At, IReadOnlyList<LoadedKey> Keys);
}
