namespace Identity.Core.Tests.Repository;

internal static class SourceTree
{
    /// <summary>The directory of the solution above the running tests.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    private static DirectoryInfo Find(DirectoryInfo directory)
        => directory.EnumerateFiles("Identity.sln").Any()
            ? directory
            : Find(directory.Parent ?? throw new DirectoryNotFoundException("No directory above the tests holds Identity.sln."));
}
