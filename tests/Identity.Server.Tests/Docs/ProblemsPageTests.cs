using System.Text.RegularExpressions;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Docs;

/// <summary>docs/problems.md names every code that the product answers by a name of its own.</summary>
public sealed partial class ProblemsPageTests
{
    [Fact]
    public void Every_code_of_the_code_and_of_the_description_is_on_the_page()
    {
        var page = File.ReadAllText(Path.Combine(Snapshot.Repository(), "docs", "problems.md"));
        var known = Row().Matches(page).Select(match => match.Groups["code"].Value).ToHashSet();
        var source = Directory.EnumerateFiles(Path.Combine(Snapshot.Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);
        var used = source.SelectMany(text => Code().Matches(text)).Select(match => match.Groups["code"].Value).ToHashSet();
        var described = Described().Matches(File.ReadAllText(Path.Combine(Snapshot.Repository(), "tests", "Identity.Server.Tests", "AccountApi", "openapi.json"))).Select(match => match.Groups["code"].Value);

        Assert.Contains("unknown-host", used);
        Assert.Contains("profile-changed", used);
        Assert.Contains("invalid-token", used);
        Assert.Empty(used.Union(described).Except(known));
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \| [0-9]{3} ", RegexOptions.Multiline)]
    private static partial Regex Row();

    // Problem.Of("…", and what is made of a status first: Refusal(StatusCodes.…, "…", Wait(…, StatusCodes.…, "…".
    [GeneratedRegex(@"(Problem\.Of\(|StatusCodes\.Status[0-9]{3}\w+, )""(?<code>[a-z-]+)""")]
    private static partial Regex Code();

    [GeneratedRegex("`(?<code>[a-z]+(-[a-z]+)+)`")]
    private static partial Regex Described();
}
