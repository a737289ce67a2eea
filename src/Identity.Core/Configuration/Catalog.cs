using System.Collections.Frozen;
using System.Linq.Expressions;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Resources;
using Identity.Core.Scopes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Identity.Core.Configuration;

/// <summary>
/// Clients, scopes and resources in memory, for reading only: what changes one reads its row from the database. All of
/// it is read anew when <see cref="ConfigVersion"/> has moved. Sessions, grants, tokens and accounts are never in here.
/// </summary>
public sealed class Catalog(IServiceScopeFactory scopes, IOptions<CatalogOptions> options, TimeProvider clock) : IDisposable
{
    private sealed record Check(long Version, long At);

    private readonly MemoryCache _clients = new(new MemoryCacheOptions { SizeLimit = options.Value.ClientsInMemory });
    private volatile CatalogGeneration _generation = new();
    private volatile Check? _last;
    private ConfigurationReloadToken _changed = new();

    /// <summary>All scopes, by name.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Scope>> ScopesAsync(CancellationToken ct) => (await ListsAsync(ct)).Scopes;

    /// <summary>All resources, by identifier.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Resource>> ResourcesAsync(CancellationToken ct) => (await ListsAsync(ct)).Resources;

    /// <summary>
    /// The origins from which scripts of clients run. They give nobody anything, so they count without a limit while the
    /// database is away: discovery and JWKS are answered then.
    /// </summary>
    public async ValueTask<IReadOnlySet<string>> OriginsAsync(CancellationToken ct) => (_generation.Lists ?? await ListsAsync(ct)).Origins;

    /// <summary>Those of <see cref="OriginsAsync"/> from which scripts of the operator's own clients run.</summary>
    public async ValueTask<IReadOnlySet<string>> FirstPartyOriginsAsync(CancellationToken ct) => (_generation.Lists ?? await ListsAsync(ct)).FirstPartyOrigins;

    /// <summary>The client of a <c>client_id</c>, with its secrets and origins.</summary>
    public ValueTask<Client?> FindClientAsync(string? clientId, CancellationToken ct)
        => clientId is { Length: > 0 } ? FindAsync(clientId, client => client.ClientId == clientId, ct) : default;

    /// <summary>The client of a row, with its secrets and origins.</summary>
    public ValueTask<Client?> FindClientAsync(Guid? id, CancellationToken ct)
        => id is { } known ? FindAsync(known, client => client.Id == known, ct) : default;

    /// <summary>Fires when something changed, here or on another node; each token once.</summary>
    public IChangeToken GetChangeToken() => Volatile.Read(ref _changed);

    /// <summary>Finds out whether something changed since the last time.</summary>
    internal async Task CheckAsync(CancellationToken ct)
    {
        var at = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var version = await scope.ServiceProvider.GetRequiredService<IdentityDb>().ReadConfigVersionAsync(ct);
        var before = _last;
        if (before?.Version != version) Forget();
        _last = new Check(version, at);
    }

    /// <summary>Reads everything anew from here on.</summary>
    internal void Forget()
    {
        _generation = new();
        _clients.Clear();
        Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }

    public void Dispose() => _clients.Dispose();

    private async ValueTask<Client?> FindAsync(object key, Expression<Func<Client, bool>> matches, CancellationToken ct)
    {
        var generation = await CurrentAsync(ct);
        if (_clients.Get<Client>((generation, key)) is { } known) return known;

        await using var scope = scopes.CreateAsyncScope();
        var client = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Clients.AsNoTracking()
            .Include(c => c.Secrets).Include(c => c.Origins)
            .SingleOrDefaultAsync(matches, ct);
        // Some databases compare without case; names of clients are exact.
        if (client is null || (key is string name && name != client.ClientId)) return null;
        return _clients.Set((generation, key), client, new MemoryCacheEntryOptions { Size = 1 });
    }

    private async ValueTask<CatalogLists> ListsAsync(CancellationToken ct)
    {
        var generation = await CurrentAsync(ct);
        if (generation.Lists is { } known) return known;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var origins = await db.ClientOrigins
            .Join(db.Clients, origin => origin.ClientId, client => client.Id, (origin, client) => new { origin.Origin, client.FirstParty })
            .Distinct().ToListAsync(ct);
        return generation.Lists = new CatalogLists(
            (await db.Scopes.AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(s => s.Name!, StringComparer.Ordinal),
            (await db.Resources.AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(r => r.Identifier, StringComparer.Ordinal),
            origins.Select(o => o.Origin).ToFrozenSet(StringComparer.Ordinal),
            origins.Where(o => o.FirstParty).Select(o => o.Origin).ToFrozenSet(StringComparer.Ordinal));
    }

    // Whoever comes while nobody follows the changes, or while the database is away for long, has to ask for themselves.
    private async ValueTask<CatalogGeneration> CurrentAsync(CancellationToken ct)
    {
        if (_last is not { } last || clock.GetElapsedTime(last.At) >= options.Value.LongestUnchecked) await CheckAsync(ct);
        return _generation;
    }
}
