namespace Identity.Browser.Tests.Processes;

/// <summary>Where things lie in the repository that these tests were built in.</summary>
internal static class Repository
{
    private static readonly string Here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

    public static string Root { get; } = FindRoot(Here);

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The Node that comes with Playwright: Debian's and Ubuntu's own is too old for openid-client.</summary>
    public static string Node { get; } = Directory.GetFiles(Path.Combine(Here, ".playwright", "node"), "node*", SearchOption.AllDirectories)
        .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == "node") ?? "node";

    /// <summary>A program of the same configuration and framework as this one, for example <c>bin/Debug/net10.0</c>.</summary>
    public static string Built(string project, string file)
        => Path.Combine(Root, project, Path.GetRelativePath(Path.Combine(Root, "tests", "Identity.Browser.Tests"), Here), file);

    public static string Source(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string directory) => File.Exists(Path.Combine(directory, "Identity.sln"))
        ? directory
        : FindRoot(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("Identity.sln was not found above the tests."));
}
