using Identity.App.Commands;
using Identity.Core.Keys;

namespace Identity.App.Backup;

/// <summary>The key file that the product made itself, beside the copy of the database.</summary>
internal static class KeyCopy
{
    /// <summary>Where the key of a copy lies, when somebody asked for it.</summary>
    public static string PathOf(string copy) => copy + ".key";

    public static void Write(string key, string to)
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = SqliteFile.OwnerOnly;
        using var source = File.OpenRead(key);
        using var target = new FileStream(to, create);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    /// <summary>The one file that goes along.</summary>
    public static string Source(KeyEncryption keys, bool configured)
    {
        if (configured) throw new CommandFailed($"The keys are where you put them: {string.Join(", ", keys.Files)}. Copy them yourself, apart from the database; '--with-keys' is for the key that identity made in its data directory.");
        var file = keys.Files[0];
        return File.Exists(file) ? file : throw new CommandFailed($"The key file '{file}' does not exist, so there is nothing to copy.");
    }
}
