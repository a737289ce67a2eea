using Identity.App.Commands;
using Identity.Core.Data;
using Identity.Core.Keys;

namespace Identity.App.Doctor;

/// <summary>Whether the keys are there, can be decrypted, and are nobody else's to read.</summary>
internal sealed class KeysCheck(SigningKeyRing ring, KeyEncryption encryption, Reencryption reencryption, DatabaseMigration migration, DataOptions data)
{
    private const string Area = "keys";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) => [await SigningKeysAsync(ct), .. await OldKeysAsync(ct), .. KeyFiles(), DataDirectoryMode()];

    private async Task<Finding> SigningKeysAsync(CancellationToken ct)
    {
        try
        {
            if ((await migration.PendingAsync(ct)).Count > 0) return Finding.Ok(Area, "They are made once the tables are there.");

            var keys = await ring.LoadAsync(ct);
            return keys.Count == 0
                ? Finding.Warning(Area, "There are no signing keys yet; the next start, or 'identity migrate', makes them.")
                : Finding.Ok(Area, $"{keys.Count} signing and encryption keys are there and can be decrypted.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Finding.Problem(Area, Sentence.Of(failure));
        }
    }

    // Worth a word only where there is more than one.
    private async Task<IReadOnlyList<Finding>> OldKeysAsync(CancellationToken ct)
    {
        if (encryption.Files.Count < 2) return [];

        try
        {
            if ((await migration.PendingAsync(ct)).Count > 0) return [];

            var old = await reencryption.CountAsync(ct);
            return old == 0
                ? [Finding.Ok(Area, $"Only '{encryption.Files[0]}' is needed for this database; the older key files can be taken out of Keys:EncryptionKeyFiles.")]
                : [Finding.Warning(Area, $"{old} values in the database need an older key file. Run 'identity keys reencrypt' before you take it out of Keys:EncryptionKeyFiles.")];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What can't be read has a finding of its own.
            return [];
        }
    }

    private IEnumerable<Finding> KeyFiles()
    {
        if (OperatingSystem.IsWindows()) yield break;

        foreach (var file in encryption.Files.Where(File.Exists))
        {
            yield return (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0
                ? Finding.Ok(Area, $"Only its owner can read '{file}'.")
                : Finding.Problem(Area, $"Other users of this machine can reach the key file '{file}': run chmod 600 '{file}'");
        }
    }

    private Finding DataDirectoryMode()
        => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(data.FullPath) & ~DataDirectory.OwnerOnly) != 0
            ? Finding.Problem(Area, $"Other users of this machine can look into the data directory: run chmod 700 '{data.FullPath}'")
            : Finding.Ok(Area, $"Only its owner can look into '{data.FullPath}'.");
}
