namespace Identity.Benchmarks.Machine;

internal static class SourceTree
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>An executable that was built beside this one: the folders of configuration and framework have the same names.</summary>
    public static string Program(string project, string name)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Root, project, "bin", output.Parent!.Name, output.Name, name);
    }

    private static string Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Identity.sln"))) root = root.Parent!;
        return root.FullName;
    }
}
