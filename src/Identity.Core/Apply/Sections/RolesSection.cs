using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Apply.Sections;

internal sealed record RoleState(string Name)
{
    public string? Description { get; init; }
    public IReadOnlyList<string> Permissions { get; init; } = [];
    public bool BuiltIn { get; init; }
}

internal sealed class RolesSection : Section<RoleState>
{
    private Dictionary<string, Role> rows = [];

    public override string Name => "roles";
    protected override string KeyMember => "name";
    protected override string Target => "role";
    protected override (string, string, string) Audited => (AuditKinds.RoleCreated, AuditKinds.RoleUpdated, AuditKinds.RoleDeleted);

    protected override IReadOnlyList<Member<RoleState>> Members { get; } =
    [
        new("description", r => r.Description, (r, json) => r with { Description = json.Text(Lengths.Description) }),
        // In one order, so that listing the same permissions another way is no change.
        new("permissions", r => r.Permissions.Order(StringComparer.Ordinal).ToList(), (r, json) => r with { Permissions = json.Texts(Lengths.Name) }),
    ];

    protected override string Same(string key) => LookupKeys.Normalize(key)!;

    protected override RoleState New(string key) => new(key);

    public override async Task LoadAsync(ApplyContext context, CancellationToken ct)
    {
        rows = await context.Db.Roles.Include(role => role.Permissions).ToDictionaryAsync(role => Same(role.Name!), ct);
        foreach (var row in rows.Values) context.RoleIds[Same(row.Name!)] = row.Id;
    }

    protected override Task<IReadOnlyDictionary<string, RoleState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct)
        => Task.FromResult<IReadOnlyDictionary<string, RoleState>>(rows.ToDictionary(row => row.Key, row => new RoleState(row.Value.Name!)
        {
            Description = row.Value.Description,
            Permissions = [.. row.Value.Permissions.Select(permission => permission.Permission)],
            BuiltIn = row.Value.BuiltIn,
        }));

    public override void Announce(ApplyContext context)
    {
        context.Roles.Add([.. rows.Values.Select(row => row.Name!), .. Entries.Select(entry => entry.Key)]);
        foreach (var entry in Entries.Where(entry => entry.After is null)) context.Roles.Remove(entry.Key);
    }

    public override Task CheckAsync(ApplyContext context, CancellationToken ct)
    {
        var changed = Changes().Select(change => change.Key).ToHashSet();
        foreach (var entry in Entries)
        {
            if (entry.Before is { BuiltIn: true })
            {
                if (changed.Contains(entry.Key)) context.Problems.Add(entry.At("name"), $"'{entry.Key}' is a role of this product: it can't be changed or deleted. Make one of your own.");
                continue;
            }

            if (entry.Key.Length > Lengths.Name) context.Problems.Add(entry.At("name"), $"It has at most {Lengths.Name} characters.");
            if (entry.After is { } role) context.Permissions.Check(entry.At("permissions"), "permission", role.Permissions, context.Problems);
        }

        return Task.CompletedTask;
    }

    protected override void Write(Entry<RoleState> entry, ApplyContext context)
    {
        var row = rows.GetValueOrDefault(Same(entry.Key));
        if (entry.After is not { } after)
        {
            context.Db.Remove(row!);
            return;
        }

        if (row is null)
        {
            context.Db.Add(row = new Role { Name = entry.Key, NormalizedName = Same(entry.Key) });
            context.RoleIds[Same(entry.Key)] = row.Id;
        }

        row.ConcurrencyStamp = Guid.NewGuid().ToString();
        row.Description = after.Description;
        foreach (var gone in row.Permissions.Where(permission => !after.Permissions.Contains(permission.Permission)).ToList()) row.Permissions.Remove(gone);
        foreach (var added in after.Permissions.Except(row.Permissions.Select(permission => permission.Permission)).ToList()) row.Permissions.Add(new RolePermission { Permission = added });
    }
}
