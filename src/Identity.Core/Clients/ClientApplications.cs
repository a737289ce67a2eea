using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace Identity.Core.Clients;

/// <summary>OpenIddict's view of the clients, with our hash of their secrets instead of its slow one.</summary>
internal sealed class ClientApplications(
    IOpenIddictApplicationCache<Client> cache,
    ILogger<OpenIddictApplicationManager<Client>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<Client> store)
    : OpenIddictApplicationManager<Client>(cache, logger, options, store)
{
    protected override ValueTask<string> ObfuscateClientSecretAsync(string secret, CancellationToken cancellationToken = default)
        => secret.Length < ClientSecrets.MinimumLength
            ? throw new ValidationException($"A client secret has at least {ClientSecrets.MinimumLength} characters.")
            : new(ClientSecrets.Hash(secret));

    protected override ValueTask<bool> ValidateClientSecretAsync(string secret, string comparand, CancellationToken cancellationToken = default)
        => new(ClientSecrets.Matches(secret, comparand));
}
