using Identity.Core.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace Identity.Core.Clients;

/// <summary>OpenIddict's view of the clients, with our secrets: several at a time, and without its slow hash.</summary>
internal sealed class ClientApplications(
    IdentityDb db,
    IOpenIddictApplicationCache<Client> cache,
    ILogger<OpenIddictApplicationManager<Client>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<Client> store)
    : OpenIddictApplicationManager<Client>(cache, logger, options, store)
{
    public override async ValueTask<bool> ValidateClientSecretAsync(Client application, string secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (application.Secrets.Count == 0) await db.Entry(application).Collection(client => client.Secrets).LoadAsync(cancellationToken);

        // Every one is compared, so that the time does not tell which it was.
        var matches = false;
        foreach (var known in application.Secrets) matches |= ClientSecrets.Matches(secret, known.Hash);
        return matches;
    }
}
