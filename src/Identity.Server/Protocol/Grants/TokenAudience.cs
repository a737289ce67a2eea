using System.Collections.Immutable;
using Identity.Hosting.Settings;
using Identity.Server.Protocol.Issuing;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Grants;

/// <summary>Whom an access token is for.</summary>
internal sealed class TokenAudience(IOpenIddictScopeManager scopeManager, IOptions<ServerAddressOptions> addresses)
{
    /// <summary>The resources of the scopes.</summary>
    public async Task<ImmutableArray<string>> OfAsync(IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var resources = ImmutableArray.CreateBuilder<string>();
        await foreach (var resource in scopeManager.ListResourcesAsync([.. scopes], ct)) resources.Add(resource);

        // RFC 9068 wants an audience; a token for no other API is for our own userinfo endpoint.
        if (resources.Count == 0) resources.Add(Issuer.Of(addresses.Value));
        return resources.ToImmutable();
    }
}
