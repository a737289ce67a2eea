using Identity.Core.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Identity.Core.Keys.DataProtection;

/// <summary>The keys that protect cookies and the like.</summary>
public sealed class DataProtectionRing(IKeyManager keys, IDataProtectionProvider protection)
{
    /// <summary>Lets the framework find out now what the ring has become. When it is next used would be too late: it is used once more as it was then.</summary>
    /// <exception cref="KeyEncryptionException">A key can't be decrypted.</exception>
    public void Refresh()
    {
        Verify();
        protection.CreateProtector(nameof(DataProtectionRing)).Protect([]);
    }

    /// <summary>Decrypts every key that is not revoked. The framework would pass over unreadable ones in silence and sign everybody out.</summary>
    /// <exception cref="KeyEncryptionException">A key can't be decrypted.</exception>
    public void Verify()
    {
        foreach (var key in keys.GetAllKeys().Where(k => !k.IsRevoked))
        {
            try
            {
                if (key.CreateEncryptor() is null) throw new KeyEncryptionException($"The Data Protection key {key.KeyId} in the database is of an unknown kind.");
            }
            catch (Exception failure) when (failure is not KeyEncryptionException)
            {
                throw new KeyEncryptionException(
                    failure.InnerException is KeyEncryptionException cause ? cause.Message : $"The Data Protection key {key.KeyId} in the database can't be decrypted: check Keys:EncryptionKeyFiles.", failure);
            }
        }
    }
}

internal sealed class DataProtectionRingStart(DataProtectionRing ring, IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            // Without its tables there is no ring yet. The role is not ready then, and verifies it later.
            if ((await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().PendingAsync(cancellationToken)).Count > 0) return;
        }
        catch (DatabaseUnavailableException)
        {
            return;
        }

        ring.Verify();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
