using System.Text.Json;
using Identity.Core.Data;
using Identity.Core.Scopes;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Seeding;

internal static class ScopeSeed
{
    public static async Task AddAsync(IdentityDb db, CancellationToken ct)
    {
        var existing = await db.Scopes.Where(s => s.BuiltIn).ToDictionaryAsync(s => s.Name!, ct);
        foreach (var builtIn in BuiltInScopes.List)
        {
            if (!existing.TryGetValue(builtIn.Name, out var scope))
            {
                scope = new Scope { Id = Guid.NewGuid(), Name = builtIn.Name, BuiltIn = true };
                db.Scopes.Add(scope);
            }

            scope.DisplayName = builtIn.DisplayName;
            scope.Description = builtIn.Description;
            scope.Resources = builtIn.Resource is { } resource ? JsonSerializer.Serialize<string[]>([resource]) : null;
            if (!scope.Claims.SequenceEqual(builtIn.Claims)) scope.Claims = [.. builtIn.Claims];
        }
    }
}
