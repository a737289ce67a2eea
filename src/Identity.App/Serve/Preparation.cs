using Identity.App.Commands;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Setup;
using Identity.Hosting.Roles;
using Identity.Hosting.Themes;
using Microsoft.Extensions.Options;

namespace Identity.App.Serve;

/// <summary>What has to be there before the first role starts: tables, keys, and a way to the first owner.</summary>
internal static class Preparation
{
    public static async Task<Announcement> RunAsync(IReadOnlyList<RoleName> roles, IConfiguration settings, CancellationToken ct)
    {
        // The console has no database (it may run far away from one).
        if (roles is [var only] && only == RoleName.Console) return new Announcement([]);

        await using var services = CommandServices.Create(settings);
        await using var scope = services.CreateAsyncScope();
        var announcement = new Announcement(
        [
            ("data", services.GetRequiredService<IOptions<DataOptions>>().Value.FullPath),
            ("themes", (settings.GetSection("Themes").Get<ThemesOptions>() ?? new ThemesOptions()).Root),
        ]);

        var migration = scope.ServiceProvider.GetRequiredService<DatabaseMigration>();
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        if (database.MigratesOnStart) await migration.MigrateAsync(ct);
        // The roles start and are not ready; they are once somebody has migrated.
        else if ((await migration.PendingAsync(ct)).Count > 0) return announcement with { Notes = [DatabaseState.Behind] };

        await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().EnsureAsync(ct);
        return await WithSetupAsync(announcement, scope.ServiceProvider.GetRequiredService<SetupLinks>(), settings, ct);
    }

    private static async Task<Announcement> WithSetupAsync(Announcement announcement, SetupLinks setup, IConfiguration settings, CancellationToken ct)
    {
        if (!await setup.IsOpenAsync(ct)) return announcement;
        return await setup.IssueFirstAsync(AuditActor.System, ct) is { } token
            ? announcement with { SetupLink = SetupLinkCommand.Address(settings, token) }
            : announcement with { Notes = ["There is no owner yet. The set-up link was shown at the first start; 'identity setup-link' makes a new one."] };
    }
}
