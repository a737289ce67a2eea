using Identity.Core.Data;
using Identity.Core.Roles;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Groups;

/// <summary>Which groups and roles a person has, directly or through the groups above.</summary>
public sealed class Memberships(IdentityDb db)
{
    /// <summary>Names of the groups that a person is in, those above included.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(Guid userId, CancellationToken ct)
        => [.. (await AllGroupsAsync(userId, ct)).Select(g => g.Name).Order(StringComparer.Ordinal)];

    /// <summary>Names of the roles that a person has, given directly or to a group.</summary>
    public async Task<IReadOnlyList<string>> RolesAsync(Guid userId, CancellationToken ct)
        => await (await AllRolesAsync(userId, ct)).Select(r => r.Name!).OrderBy(name => name).ToListAsync(ct);

    /// <summary>The permissions of all these roles.</summary>
    public async Task<IReadOnlySet<string>> PermissionsAsync(Guid userId, CancellationToken ct)
        => (await (await AllRolesAsync(userId, ct)).SelectMany(r => r.Permissions).Select(p => p.Permission).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);

    private async Task<IQueryable<Role>> AllRolesAsync(Guid userId, CancellationToken ct)
    {
        var groups = (await AllGroupsAsync(userId, ct)).Select(g => g.Id).ToList();
        return db.Roles.Where(r => db.UserRoles.Any(u => u.UserId == userId && u.RoleId == r.Id)
            || db.GroupRoles.Any(g => groups.Contains(g.GroupId) && g.RoleId == r.Id));
    }

    private async Task<IReadOnlyCollection<Group>> AllGroupsAsync(Guid userId, CancellationToken ct)
    {
        var next = await db.Groups.AsNoTracking().Where(g => db.GroupMembers.Any(m => m.UserId == userId && m.GroupId == g.Id)).ToListAsync(ct);
        Dictionary<Guid, Group> all = [];
        while (next.Count > 0)
        {
            foreach (var group in next) all[group.Id] = group;
            var above = next.Select(g => g.ParentId).OfType<Guid>().Where(id => !all.ContainsKey(id)).Distinct().ToList();
            next = above.Count == 0 ? [] : await db.Groups.AsNoTracking().Where(g => above.Contains(g.Id)).ToListAsync(ct);
        }

        return all.Values;
    }
}
