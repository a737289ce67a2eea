using Identity.Core.Configuration;
using Identity.Server.Protocol.Grants;

namespace Identity.Server.Protocol.Authorization;

/// <summary>What a person is asked about, in words.</summary>
internal sealed class ConsentScopes(Catalog catalog, Consents consents)
{
    public async Task<IReadOnlyList<ConsentScope>> ListAsync(Guid userId, Guid clientId, IEnumerable<string> scopes, CancellationToken ct)
    {
        var asked = Consents.Asked(scopes).ToList();
        var before = await consents.FindAsync(userId, clientId, ct);
        var texts = await catalog.ScopesAsync(ct);
        return
        [
            .. asked.Select(name => new ConsentScope(
                name, texts.GetValueOrDefault(name)?.DisplayName ?? name, texts.GetValueOrDefault(name)?.Description,
                texts.GetValueOrDefault(name)?.BuiltIn ?? false, IsNew: before is not null && !before.Scopes.Contains(name))),
        ];
    }
}

/// <summary>One thing that is asked for.</summary>
public sealed record ConsentScope(string Name, string DisplayName, string? Description, bool BuiltIn, bool IsNew);
