using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Groups;
using Identity.Core.Roles;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Apply.Sections;

internal sealed record GroupState(string Name)
{
    public string? Parent { get; init; }
    public IReadOnlyList<string> Roles { get; init; } = [];
}

internal sealed class GroupsSection : Section<GroupState>
{
    private Dictionary<string, Group> rows = [];
    private Dictionary<string, GroupState> states = [];

    public override string Name => "groups";
    protected override string KeyMember => "name";
    protected override string Target => "group";
    protected override (string, string, string) Audited => (AuditKinds.GroupCreated, AuditKinds.GroupUpdated, AuditKinds.GroupDeleted);

    protected override IReadOnlyList<Member<GroupState>> Members { get; } =
    [
        new("parent", g => g.Parent, (g, json) => g with { Parent = json.Text(Lengths.Name) is { } parent ? Spelling.Keep(g.Parent is null ? [] : [g.Parent], [parent])[0] : null }),
        new("roles", g => g.Roles.Order(StringComparer.OrdinalIgnoreCase).ToList(), (g, json) => g with { Roles = Spelling.Keep(g.Roles, json.Texts(Lengths.Name)) }),
    ];

    protected override string Same(string key) => LookupKeys.Normalize(key)!;

    protected override GroupState New(string key) => new(key);

    public override async Task LoadAsync(ApplyContext context, CancellationToken ct)
    {
        rows = await context.Db.Groups.Include(group => group.Roles).ToDictionaryAsync(group => group.NormalizedName, ct);
        foreach (var row in rows.Values) context.GroupIds[Same(row.Name)] = row.Id;

        var names = rows.Values.ToDictionary(row => row.Id, row => row.Name);
        var roles = await context.Db.Roles.ToDictionaryAsync(role => role.Id, role => role.Name!, ct);
        states = rows.ToDictionary(row => row.Key, row => new GroupState(row.Value.Name)
        {
            Parent = row.Value.ParentId is { } parent ? names[parent] : null,
            Roles = [.. row.Value.Roles.Select(role => roles[role.RoleId])],
        });
    }

    protected override Task<IReadOnlyDictionary<string, GroupState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct)
        => Task.FromResult<IReadOnlyDictionary<string, GroupState>>(states);

    public override void Announce(ApplyContext context)
    {
        context.Groups.Add([.. rows.Values.Select(row => row.Name), .. Entries.Select(entry => entry.Key)]);
        foreach (var entry in Entries.Where(entry => entry.After is null)) context.Groups.Remove(entry.Key);
    }

    public override Task CheckAsync(ApplyContext context, CancellationToken ct)
    {
        var after = new Dictionary<string, GroupState>(states);
        foreach (var entry in Entries)
        {
            if (entry.After is { } group) after[Same(entry.Key)] = group;
            else after.Remove(Same(entry.Key));
        }

        foreach (var entry in Entries)
        {
            if (entry.Key.Length > Lengths.Name) context.Problems.Add(entry.At("name"), $"It has at most {Lengths.Name} characters.");
            if (entry.After is not { } group)
            {
                if (after.Values.FirstOrDefault(other => other.Parent is { } parent && Same(parent) == Same(entry.Key)) is { } child)
                {
                    context.Problems.Add(entry.At("name"), $"The group '{child.Name}' is below it. Give that one another parent, or delete it too.");
                }

                continue;
            }

            context.Roles.Check(entry.At("roles"), "role", group.Roles, context.Problems);
            if (group.Roles.Any(role => Same(role) == Same(BuiltInRoles.Owner))) context.Problems.Add(entry.At("roles"), "Owner is given to people, not to groups: name it at each owner's \"roles\".");
            if (group.Parent is null) continue;

            context.Groups.Check(entry.At("parent"), "group", [group.Parent], context.Problems);
            if (IsItsOwnAncestor(group, after)) context.Problems.Add(entry.At("parent"), "The group would be above itself.");
        }

        return Task.CompletedTask;
    }

    protected override void Write(Entry<GroupState> entry, ApplyContext context)
    {
        var row = rows.GetValueOrDefault(Same(entry.Key));
        if (entry.After is not { } after)
        {
            context.Db.Remove(row!);
            return;
        }

        row ??= Add(entry.Key, context);
        row.ParentId = after.Parent is null ? null : ParentId(after.Parent, context);
        var wanted = after.Roles.Select(role => context.RoleIds[Same(role)]).ToHashSet();
        foreach (var gone in row.Roles.Where(role => !wanted.Contains(role.RoleId)).ToList()) row.Roles.Remove(gone);
        foreach (var added in wanted.Except(row.Roles.Select(role => role.RoleId)).ToList()) row.Roles.Add(new GroupRole { RoleId = added });
    }

    // A parent may stand after its children in the file.
    private Guid ParentId(string name, ApplyContext context)
        => context.GroupIds.TryGetValue(Same(name), out var id) ? id : Add(Entries.Find(entry => Same(entry.Key) == Same(name))!.Key, context).Id;

    private Group Add(string name, ApplyContext context)
    {
        var row = new Group { Name = name, NormalizedName = Same(name) };
        context.Db.Add(row);
        rows[Same(name)] = row;
        context.GroupIds[Same(name)] = row.Id;
        return row;
    }

    private bool IsItsOwnAncestor(GroupState group, Dictionary<string, GroupState> all)
    {
        var seen = new HashSet<string> { Same(group.Name) };
        for (var parent = group.Parent; parent is not null; parent = all.GetValueOrDefault(Same(parent))?.Parent)
        {
            if (!seen.Add(Same(parent))) return true;
        }

        return false;
    }
}
