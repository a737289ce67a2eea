namespace Identity.Browser.Tests.Processes;

internal static class NodePackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Installs what the lock file of a folder names, once.</summary>
    public static async Task InstallAsync(string folder)
    {
        await OneAtATime.WaitAsync();
        try
        {
            // npm writes this file last: a folder without it was left half done.
            if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))) return;
            await ChildProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], folder, new Dictionary<string, string>(), Limit);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
