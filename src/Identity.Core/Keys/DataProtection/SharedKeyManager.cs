using Identity.Core.Configuration;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Identity.Core.Keys.DataProtection;

/// <summary>Reads the ring anew when configuration has changed on any node; the framework would keep it for a day.</summary>
internal sealed class SharedKeyManager(XmlKeyManager keys, Catalog catalog) : IKeyManager
{
    private const string MadeElsewhere = "Keys of the ring are made by RingKeys, so that every node hears of them.";

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public CancellationToken GetCacheExpirationToken()
    {
        var expired = new CancellationTokenSource();
        catalog.GetChangeToken().RegisterChangeCallback(_ => expired.Cancel(), null);
        return expired.Token;
    }

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => throw new NotSupportedException(MadeElsewhere);

    public void RevokeKey(Guid keyId, string? reason = null) => throw new NotSupportedException(MadeElsewhere);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => throw new NotSupportedException(MadeElsewhere);
}
