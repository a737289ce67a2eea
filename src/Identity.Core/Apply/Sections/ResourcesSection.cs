using System.Text.RegularExpressions;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Resources;
using Identity.Core.Roles;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Apply.Sections;

internal sealed record ResourceState(string Identifier)
{
    public string? DisplayName { get; init; }
    public string SigningAlg { get; init; } = "ES256";
    public IReadOnlyList<string> Permissions { get; init; } = [];
    public IReadOnlyList<string> IntrospectionClients { get; init; } = [];
}

internal sealed partial class ResourcesSection : Section<ResourceState>
{
    private const int LongestIdentifier = 400;
    private Dictionary<string, Resource> rows = [];

    public override string Name => "resources";
    protected override string KeyMember => "identifier";
    protected override string Target => "resource";
    protected override (string, string, string) Audited => (AuditKinds.ResourceCreated, AuditKinds.ResourceUpdated, AuditKinds.ResourceDeleted);

    protected override IReadOnlyList<Member<ResourceState>> Members { get; } =
    [
        new("display_name", r => r.DisplayName, (r, json) => r with { DisplayName = json.Text(Lengths.Name) }),
        new("signing_alg", r => r.SigningAlg, (r, json) => r with { SigningAlg = json.Text(10) ?? "ES256" }),
        new("permissions", r => r.Permissions, (r, json) => r with { Permissions = json.Texts(Lengths.Name) }),
        new("introspection_clients", r => r.IntrospectionClients, (r, json) => r with { IntrospectionClients = json.Texts(Lengths.ClientId) }),
    ];

    protected override ResourceState New(string key) => new(key);

    public override async Task LoadAsync(ApplyContext context, CancellationToken ct)
        => rows = await context.Db.Resources.ToDictionaryAsync(r => r.Identifier, ct);

    protected override Task<IReadOnlyDictionary<string, ResourceState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct)
        => Task.FromResult<IReadOnlyDictionary<string, ResourceState>>(rows.ToDictionary(row => row.Key, row => new ResourceState(row.Key)
        {
            DisplayName = row.Value.DisplayName,
            SigningAlg = row.Value.SigningAlg,
            Permissions = row.Value.Permissions,
            IntrospectionClients = row.Value.IntrospectionClients,
        }));

    public override void Announce(ApplyContext context)
    {
        var touched = Entries.Select(entry => entry.Key).ToHashSet();
        var untouched = rows.Where(row => !touched.Contains(row.Key)).Select(row => row.Value).ToList();
        var kept = Entries.Select(entry => entry.After).OfType<ResourceState>().ToList();
        context.Resources.Add([.. untouched.Select(r => r.Identifier), .. kept.Select(r => r.Identifier)]);
        context.Permissions.Add([.. Permissions.BuiltIn, .. untouched.SelectMany(r => r.Permissions), .. kept.SelectMany(r => r.Permissions)]);
    }

    public override Task CheckAsync(ApplyContext context, CancellationToken ct)
    {
        foreach (var entry in Entries)
        {
            if (entry.After is not { } resource)
            {
                if (entry.Before is not null && context.ResourceUses.TryGetValue(entry.Key, out var scope))
                {
                    context.Problems.Add(entry.At("identifier"), $"The scope '{scope}' still names it. Remove it there as well.");
                }

                continue;
            }

            if (CheckIdentifier(entry.Key) is { } wrong) context.Problems.Add(entry.At("identifier"), wrong);
            if (resource.SigningAlg is not ("ES256" or "RS256")) context.Problems.Add(entry.At("signing_alg"), $"'{resource.SigningAlg}' is not supported by this version. Supported: ES256, RS256.");
            context.Clients.Check(entry.At("introspection_clients"), "client", resource.IntrospectionClients, context.Problems);
            foreach (var permission in resource.Permissions)
            {
                if (!PermissionForm().IsMatch(permission)) context.Problems.Add(entry.At("permissions"), $"'{permission}' is not of the form area:verb. A valid example: invoices:read");
                else if (Permissions.BuiltIn.Contains(permission)) context.Problems.Add(entry.At("permissions"), $"'{permission}' is a permission of this product. Choose another name.");
            }
        }

        return Task.CompletedTask;
    }

    protected override void Write(Entry<ResourceState> entry, ApplyContext context)
    {
        var row = rows.GetValueOrDefault(entry.Key);
        if (entry.After is not { } after)
        {
            context.Db.Remove(row!);
            return;
        }

        if (row is null) context.Db.Add(row = new Resource { Identifier = entry.Key });
        (row.DisplayName, row.SigningAlg) = (after.DisplayName, after.SigningAlg);
        (row.Permissions, row.IntrospectionClients) = ([.. after.Permissions], [.. after.IntrospectionClients]);
    }

    // RFC 8707, section 2.
    private static string? CheckIdentifier(string text) => text switch
    {
        { Length: > LongestIdentifier } => $"It has at most {LongestIdentifier} characters.",
        _ when text.StartsWith("urn:identity:", StringComparison.OrdinalIgnoreCase) => "Names that begin with 'urn:identity:' belong to this product. Choose another.",
        _ when text.Contains('#', StringComparison.Ordinal) => "It has a fragment. Remove the # and what follows.",
        _ when text.Any(char.IsWhiteSpace) || text.StartsWith('/') || !Uri.TryCreate(text, UriKind.Absolute, out _) => $"'{text}' is not an absolute URI. A valid example: https://api.example.com",
        _ => null,
    };

    [GeneratedRegex("^[a-z0-9_.-]+:[a-z0-9_.-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex PermissionForm();
}
