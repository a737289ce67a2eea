using System.Collections.Frozen;
using Identity.Core.Resources;
using Identity.Core.Scopes;

namespace Identity.Core.Configuration;

/// <summary>
/// What was read since the last change. A reader keeps what it found in the generation that it started with, so that
/// rows of before a change never get among those of after it.
/// </summary>
internal sealed class CatalogGeneration
{
    private volatile CatalogLists? _lists;

    public CatalogLists? Lists
    {
        get => _lists;
        set => _lists = value;
    }
}

/// <summary>What every node keeps whole.</summary>
internal sealed record CatalogLists(
    FrozenDictionary<string, Scope> Scopes, FrozenDictionary<string, Resource> Resources, FrozenSet<string> Origins, FrozenSet<string> FirstPartyOrigins);
