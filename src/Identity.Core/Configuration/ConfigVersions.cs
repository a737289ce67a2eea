using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Identity.Core.Configuration;

public static class ConfigVersions
{
    /// <summary>Tells all nodes that something changed. Call it in the transaction of the change: the row stays locked until then.</summary>
    public static async Task BumpConfigVersionAsync(this IdentityDb db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.ConfigVersions.ExecuteUpdateAsync(row => row.SetProperty(v => v.Version, v => v.Version + 1), ct);
        db.GetService<OwnChanges>().Made(db.Database.CurrentTransaction?.GetDbTransaction());
    }

    public static Task<long> ReadConfigVersionAsync(this IdentityDb db, CancellationToken ct)
        => db.ConfigVersions.Select(v => v.Version).SingleAsync(ct);
}
