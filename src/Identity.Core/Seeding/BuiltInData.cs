using Identity.Core.Configuration;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Seeding;

/// <summary>Adds the rows that every installation has, and brings those of an older version up to date.</summary>
public sealed class BuiltInData(IdentityDb db)
{
    private const int Tries = 5;

    public async Task SeedAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SeedOnceAsync(ct);
                return;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Another process added the same rows: a unique index let one of us through. Look again.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task SeedOnceAsync(CancellationToken ct)
    {
        await RoleSeed.AddAsync(db, ct);
        await ResourceSeed.AddAsync(db, ct);
        await ScopeSeed.AddAsync(db, ct);
        if (!db.ChangeTracker.HasChanges()) return;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await db.BumpConfigVersionAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
