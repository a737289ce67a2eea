using Identity.Core.Audit;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Settings;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Branding;

/// <summary>The product name that was chosen at set-up; the one in file or environment wins over it.</summary>
internal sealed class ProductName(IdentityDb db, AuditLog audit, TimeProvider clock)
{
    public const string Key = "Branding:ProductName";

    /// <summary>The caller saves.</summary>
    public async Task ChangeAsync(string name, AuditActor by, CancellationToken ct)
    {
        var setting = await db.Settings.SingleOrDefaultAsync(s => s.Key == Key, ct);
        audit.Add(AuditKinds.SettingChanged, ("setting", Key), by, new { before = setting?.Value, after = name });
        if (setting is null) db.Settings.Add(setting = new Setting { Key = Key, Value = name });
        setting.Value = name;
        setting.UpdatedAt = clock.GetUtcNow().UtcDateTime;
        await db.BumpConfigVersionAsync(ct);
    }
}
