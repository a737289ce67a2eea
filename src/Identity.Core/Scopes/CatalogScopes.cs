using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Identity.Core.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace Identity.Core.Scopes;

/// <summary>OpenIddict's view of the scopes, out of the catalog.</summary>
internal sealed class CatalogScopes(
    Catalog catalog,
    IOpenIddictScopeCache<Scope> cache,
    ILogger<OpenIddictScopeManager<Scope>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictScopeStore<Scope> store)
    : OpenIddictScopeManager<Scope>(cache, logger, options, store)
{
    public override async ValueTask<Scope?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
        => (await catalog.ScopesAsync(cancellationToken)).GetValueOrDefault(name);

    public override async IAsyncEnumerable<Scope> FindByNamesAsync(ImmutableArray<string> names, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var scopes = await catalog.ScopesAsync(cancellationToken);
        foreach (var name in names.Distinct())
        {
            if (scopes.GetValueOrDefault(name) is { } scope) yield return scope;
        }
    }
}
