using Identity.Core.Data;
using Identity.Core.Roles;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Seeding;

internal static class RoleSeed
{
    public static async Task AddAsync(IdentityDb db, CancellationToken ct)
    {
        var existing = await db.Roles.Include(r => r.Permissions).Where(r => r.BuiltIn).ToDictionaryAsync(r => r.NormalizedName!, ct);
        foreach (var (name, description, permissions) in BuiltInRoles.List)
        {
            var key = name.ToUpperInvariant();
            if (!existing.TryGetValue(key, out var role))
            {
                role = new Role { NormalizedName = key, BuiltIn = true };
                db.Roles.Add(role);
            }

            role.Name = name;
            role.Description = description;
            foreach (var surplus in role.Permissions.Where(p => !permissions.Contains(p.Permission)).ToList()) role.Permissions.Remove(surplus);
            foreach (var missing in permissions.Except(role.Permissions.Select(p => p.Permission)).ToList()) role.Permissions.Add(new RolePermission { Permission = missing });
        }
    }
}
