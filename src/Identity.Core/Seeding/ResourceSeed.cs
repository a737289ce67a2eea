using Identity.Core.Data;
using Identity.Core.Resources;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Seeding;

internal static class ResourceSeed
{
    public static async Task AddAsync(IdentityDb db, CancellationToken ct)
    {
        var identifiers = BuiltInResources.List.Select(r => r.Identifier).ToList();
        var existing = await db.Resources.Where(r => identifiers.Contains(r.Identifier)).Select(r => r.Identifier).ToListAsync(ct);
        foreach (var (identifier, displayName) in BuiltInResources.List.Where(r => !existing.Contains(r.Identifier)))
        {
            db.Resources.Add(new Resource { Identifier = identifier, DisplayName = displayName });
        }
    }
}
