using Identity.Core.Audit;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Scopes;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Identity.Core.Apply.Sections;

internal sealed record ScopeState(string Name)
{
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Claims { get; init; } = [];
    public IReadOnlyList<string> Resources { get; init; } = [];
    public bool BuiltIn { get; init; }
}

internal sealed class ScopesSection : Section<ScopeState>
{
    private const int MostNamed = 10;
    private Dictionary<string, Scope> rows = [];

    public override string Name => "scopes";
    protected override string KeyMember => "name";
    protected override string Target => "scope";
    protected override (string, string, string) Audited => (AuditKinds.ScopeCreated, AuditKinds.ScopeUpdated, AuditKinds.ScopeDeleted);

    protected override IReadOnlyList<Member<ScopeState>> Members { get; } =
    [
        new("display_name", s => s.DisplayName, (s, json) => s with { DisplayName = json.Text(Lengths.Name) }),
        new("description", s => s.Description, (s, json) => s with { Description = json.Text(Lengths.Description) }),
        new("claims", s => s.Claims, (s, json) => s with { Claims = json.Texts(Lengths.Name) }),
        new("resources", s => s.Resources, (s, json) => s with { Resources = json.Texts(Lengths.Uri) }),
    ];

    protected override ScopeState New(string key) => new(key);

    protected override Task<IReadOnlyDictionary<string, ScopeState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct)
        => Task.FromResult<IReadOnlyDictionary<string, ScopeState>>(rows.ToDictionary(row => row.Key, row => new ScopeState(row.Key)
        {
            DisplayName = row.Value.DisplayName,
            Description = row.Value.Description,
            Claims = row.Value.Claims,
            Resources = JsonText.List(row.Value.Resources),
            BuiltIn = row.Value.BuiltIn,
        }));

    public override async Task LoadAsync(ApplyContext context, CancellationToken ct)
        => rows = await context.Db.Scopes.ToDictionaryAsync(s => s.Name!, ct);

    public override void Announce(ApplyContext context)
    {
        context.Scopes.Add([.. rows.Keys, .. Entries.Select(entry => entry.Key)]);
        foreach (var entry in Entries.Where(entry => entry.After is null)) context.Scopes.Remove(entry.Key);

        var touched = Entries.Select(entry => entry.Key).ToHashSet();
        var untouched = rows.Values.Where(row => !touched.Contains(row.Name!)).Select(row => (row.Name!, JsonText.List(row.Resources)));
        var kept = Entries.Select(entry => entry.After).OfType<ScopeState>().Select(scope => (scope.Name, scope.Resources.ToList()));
        foreach (var (scope, resources) in untouched.Concat(kept))
        {
            foreach (var resource in resources) context.ResourceUses[resource] = scope;
        }
    }

    public override async Task CheckAsync(ApplyContext context, CancellationToken ct)
    {
        await CheckDeletedAsync(context, ct);
        var changed = Changes().Select(change => change.Key).ToHashSet();
        foreach (var entry in Entries)
        {
            if (entry.Before is { BuiltIn: true } && changed.Contains(entry.Key))
            {
                context.Problems.Add(entry.At("name"), $"'{entry.Key}' is a scope of this product: it can't be changed or deleted.");
            }

            // RFC 6749, section 3.3.
            if (entry.Key.Length > Lengths.ScopeName || entry.Key.Any(c => c is < '!' or > '~' or '"' or '\\'))
            {
                context.Problems.Add(entry.At("name"), $"A scope has 1 to {Lengths.ScopeName} visible ASCII characters without spaces, quotes and backslashes.");
            }

            if (entry.After is { } scope) context.Resources.Check(entry.At("resources"), "resource", scope.Resources, context.Problems);
        }

    }

    // A client of the file that keeps the scope is told so by its own section.
    private async Task CheckDeletedAsync(ApplyContext context, CancellationToken ct)
    {
        var deleted = Entries.Where(entry => entry is { Before: not null, After: null }).ToList();
        if (deleted.Count == 0) return;

        var clients = await context.Db.Clients.AsNoTracking().OrderBy(client => client.ClientId).Select(client => new { client.ClientId, client.Permissions }).ToListAsync(ct);
        var uses = clients.Where(client => !context.ClientsOfFile.Contains(client.ClientId!))
            .SelectMany(client => JsonText.List(client.Permissions), (client, permission) => (permission, client.ClientId))
            .ToLookup(use => use.permission, use => use.ClientId!);
        foreach (var entry in deleted)
        {
            List<string> users = [.. uses[OpenIddictConstants.Permissions.Prefixes.Scope + entry.Key]];
            if (users.Count == 0) continue;

            var more = users.Count > MostNamed ? $" and {users.Count - MostNamed} more" : "";
            context.Problems.Add(entry.At("name"), $"These clients may still ask for the scope '{entry.Key}': {string.Join(", ", users.Take(MostNamed))}{more}. Remove it from their \"scope\" as well.");
        }
    }

    protected override void Write(Entry<ScopeState> entry, ApplyContext context)
    {
        var row = rows.GetValueOrDefault(entry.Key);
        if (entry.After is not { } after)
        {
            context.Db.Remove(row!);
            return;
        }

        if (row is null) context.Db.Add(row = new Scope { Name = entry.Key });
        else row.ConcurrencyToken = Guid.NewGuid().ToString();
        (row.DisplayName, row.Description, row.Claims, row.Resources) = (after.DisplayName, after.Description, [.. after.Claims], JsonText.Of(after.Resources));
    }
}
