using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Keys;

/// <summary>The secret behind pairwise subjects. It is never changed: every app would take its people for new ones.</summary>
internal sealed class PairwiseSecret(IServiceScopeFactory scopes)
{
    private volatile byte[]? _secret;

    /// <exception cref="KeyEncryptionException">It is missing, or can't be decrypted.</exception>
    public async ValueTask<byte[]> ReadAsync(CancellationToken ct)
    {
        if (_secret is { } known) return known;

        await using var scope = scopes.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<IdentityDb>().SigningKeys.AsNoTracking()
            .Where(key => key.Use == KeyMaterial.Subjects)
            .OrderBy(key => key.Generation)
            .FirstOrDefaultAsync(ct)
            ?? throw new KeyEncryptionException("The secret of pairwise subjects is missing: run 'identity migrate'.");
        return _secret = scope.ServiceProvider.GetRequiredService<KeyEncryption>().Decrypt(row.ProtectedKey, SigningKeyRing.Purpose(row.KeyId));
    }
}
