using Identity.App.Commands;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Keys;

namespace Identity.App.Backup;

/// <summary>Prepares the copy beside its place, and moves it there only when everything about it is right.</summary>
/// <param name="settings">The settings of the installation.</param>
/// <param name="copy">The backup.</param>
/// <param name="target">Where the database belongs.</param>
/// <param name="keyPlace">Where the key belongs that the product made itself; null when keys are configured.</param>
internal sealed class Restoration(IConfiguration settings, string copy, string target, string? keyPlace)
{
    private readonly string staged = $"{target}.{Guid.NewGuid():N}";

    /// <returns>Where the database that was here is kept.</returns>
    public async Task<string?> RunAsync(CancellationToken ct)
    {
        try
        {
            SqliteFile.Copy(copy, staged);
            var key = await VerifyAsync(ct);
            SqliteFile.Settle(staged);
            return Place(key);
        }
        finally
        {
            foreach (var file in new[] { staged, $"{staged}-wal", $"{staged}-shm", $"{staged}.migration.lock" }) File.Delete(file);
        }
    }

    /// <summary>Brings the copy up to this version and proves that the key is its own.</summary>
    /// <returns>The key file that has to be put in place, if any.</returns>
    private async Task<string?> VerifyAsync(CancellationToken ct)
    {
        var beside = KeyCopy.PathOf(copy);
        var key = keyPlace is not null && !File.Exists(keyPlace) && File.Exists(beside) ? beside : null;
        var changed = new Dictionary<string, string?> { ["Database:ConnectionString"] = $"Data Source={staged};Pooling=False" };
        if (key is not null) changed["Keys:EncryptionKeyFiles:0"] = key;

        await using var services = CommandServices.Create(new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(changed).Build());
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseMigration>().MigrateAsync(ct);
        await scope.ServiceProvider.GetRequiredService<EncryptionKeyCheck>().VerifyAsync(ct);
        var keys = await scope.ServiceProvider.GetRequiredService<SigningKeyRing>().LoadAsync(ct);
        if (keys.Count == 0) throw new CommandFailed($"'{copy}' holds no signing keys: it was made before the first start was done.");

        scope.ServiceProvider.GetRequiredService<AuditLog>().Add(AuditKinds.DatabaseRestored, ("Database", Path.GetFileName(copy)), AuditActor.System);
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync(ct);
        return key;
    }

    private string? Place(string? key)
    {
        if (key is not null)
        {
            DataDirectory.Ensure(Path.GetDirectoryName(keyPlace!)!);
            KeyCopy.Write(key, keyPlace!);
        }

        string? kept = null;
        if (File.Exists(target))
        {
            kept = $"{target}.before-{TimeProvider.System.GetUtcNow():yyyyMMddHHmmss}";
            File.Move(target, kept);
        }

        File.Move(staged, target);
        return kept;
    }
}
