using System.Text.RegularExpressions;

namespace Identity.Core.Tests.Repository;

/// <summary>docker-compose.yml names settings and roles as the product has them.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Compose = Read("docker-compose.yml");

    [Fact]
    public void Every_setting_of_the_compose_file_is_on_the_page_of_settings()
    {
        var page = Read("docs", "settings.md");
        var named = Setting().Matches(Compose).Select(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();

        Assert.Contains("Server:PublicUrl", named);
        Assert.All(named, setting => Assert.True(page.Contains($"`{setting}`", StringComparison.Ordinal) || page.Contains($"`{Item().Replace(setting, "")}`", StringComparison.Ordinal), setting));
    }

    [Fact]
    public void Every_role_runs_and_the_server_twice()
    {
        Assert.All(["server", "worker", "admin-api", "console"], role => Assert.Contains($"""command: ["serve", "--roles", "{role}"]""", Compose, StringComparison.Ordinal));
        Assert.Contains("  server-2:\n    <<: *server", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_does_not_run_as_root()
        => Assert.Matches(@"(?m)^USER [1-9]\d*:[1-9]\d*$", Read("Dockerfile"));

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([SourceTree.Root, .. path]));

    [GeneratedRegex(@"^ +(?<name>[A-Z]\w*__\w+):", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex Item();
}
