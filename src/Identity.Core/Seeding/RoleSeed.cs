using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Seeding;

internal static class RoleSeed
{
    public static async Task AddAsync(IdentityDb db, CancellationToken ct)
    {
        var existing = await db.Roles.Include(r => r.Permissions).Where(r => r.BuiltIn).ToDictionaryAsync(r => r.Name!, ct);
        foreach (var (name, description, permissions) in BuiltInRoles.List)
        {
            if (!existing.TryGetValue(name, out var role))
            {
                role = new Role { BuiltIn = true };
                db.Roles.Add(role);
            }

            // The key by which everybody else looks roles up.
            (role.Name, role.NormalizedName) = (name, LookupKeys.Normalize(name));
            role.Description = description;
            foreach (var surplus in role.Permissions.Where(p => !permissions.Contains(p.Permission)).ToList()) role.Permissions.Remove(surplus);
            foreach (var missing in permissions.Except(role.Permissions.Select(p => p.Permission)).ToList()) role.Permissions.Add(new RolePermission { Permission = missing });
        }
    }
}
