using Identity.Core.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace Identity.Core.Clients;

/// <summary>OpenIddict's view of the clients: out of the catalog, and with our secrets, several at a time and without its slow hash.</summary>
internal sealed class ClientApplications(
    Catalog catalog,
    IOpenIddictApplicationCache<Client> cache,
    ILogger<OpenIddictApplicationManager<Client>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<Client> store)
    : OpenIddictApplicationManager<Client>(cache, logger, options, store)
{
    public override ValueTask<Client?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken = default)
        => catalog.FindClientAsync(identifier, cancellationToken);

    public override ValueTask<Client?> FindByIdAsync(string identifier, CancellationToken cancellationToken = default)
        => catalog.FindClientAsync(Guid.TryParse(identifier, out var id) ? id : null, cancellationToken);

    public override ValueTask<bool> ValidateClientSecretAsync(Client application, string secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(application);

        // Every one is compared, so that the time does not tell which it was.
        var matches = false;
        foreach (var known in application.Secrets) matches |= ClientSecrets.Matches(secret, known.Hash);
        return new(matches);
    }
}
