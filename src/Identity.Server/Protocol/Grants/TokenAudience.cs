using System.Collections.Immutable;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Grants;

/// <summary>Whom an access token is for.</summary>
internal sealed class TokenAudience(IOpenIddictScopeManager scopeManager, IOptions<ServerAddressOptions> addresses)
{
    /// <summary>RFC 9068 wants an audience: a token for no other API is for our own userinfo endpoint.</summary>
    public string Issuer => Issuing.Issuer.Of(addresses.Value);

    /// <summary>The resources of the scopes, or else ourselves.</summary>
    public async Task<ImmutableArray<string>> OfAsync(IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var resources = (await ResourcesAsync(scopes, ct)).SelectMany(pair => pair.Value).Distinct().ToImmutableArray();
        return resources.IsEmpty ? [Issuer] : resources;
    }

    /// <summary>The scopes that mean something to one of these resources, and those that belong to none.</summary>
    public async Task<ImmutableArray<string>> ScopesForAsync(IReadOnlyCollection<string> scopes, IReadOnlyCollection<string> resources, CancellationToken ct)
    {
        var owners = await ResourcesAsync(scopes, ct);
        return [.. scopes.Where(scope => !owners.TryGetValue(scope, out var owner) || owner.IsEmpty || owner.Any(resources.Contains))];
    }

    private async Task<Dictionary<string, ImmutableArray<string>>> ResourcesAsync(IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var resources = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        await foreach (var scope in scopeManager.FindByNamesAsync([.. scopes], ct))
        {
            resources[(await scopeManager.GetNameAsync(scope, ct))!] = await scopeManager.GetResourcesAsync(scope, ct);
        }

        return resources;
    }
}
