namespace Identity.Server.Tests.Stage;

/// <summary>A file beside the tests that is reviewed like code. To accept a change, delete it and run the test twice.</summary>
internal static class Snapshot
{
    public static void Check(string file, string actual)
    {
        var path = Path.Combine(Repository(), "tests", typeof(Snapshot).Assembly.GetName().Name!, file);
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (!File.Exists(path))
        {
            File.WriteAllText(path, text);
            Assert.Fail($"{file} did not exist and was written. Review it, and run the test again.");
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>The folder with all sources. The path that the compiler knows is none of this machine when the build is reproducible.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Identity.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Identity.sln was not found above the tests.");
        return folder.FullName;
    }
}
