using System.Text.RegularExpressions;

namespace Identity.Core.Tests.Repository;

/// <summary>docs/settings.md names every setting, and no other.</summary>
public sealed partial class SettingsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "settings.md"));
    private static readonly Dictionary<string, string> Classes = ReadClasses();

    // The classes of a section; those inside another belong to its section.
    private static readonly List<string> Settings =
        [.. Classes.Keys.Where(name => !Classes.Values.Any(body => body.Contains($" {name} ", StringComparison.Ordinal))).SelectMany(name => Names(name, SectionOf(name)))];

    [Fact]
    public void Every_setting_of_the_code_is_on_the_page()
    {
        Assert.Contains("Server:PublicUrl", Settings);
        Assert.Contains("Password:Hashing:MemoryKiB", Settings);
        Assert.All(Settings, setting => Assert.Contains($"`{setting}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_of_the_page_is_in_the_code()
        => Assert.Empty(Named().Matches(Page).Select(match => match.Groups["name"].Value).Except(Settings));

    private static Dictionary<string, string> ReadClasses()
        => Directory.GetFiles(Path.Combine(SourceTree.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => Class().Matches(text))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["body"].Value);

    private static IEnumerable<string> Names(string name, string prefix)
        => Member().Matches(Classes[name]).SelectMany(match => Classes.ContainsKey(match.Groups["type"].Value)
            ? Names(match.Groups["type"].Value, $"{prefix}:{match.Groups["name"].Value}")
            : [$"{prefix}:{match.Groups["name"].Value}"]);

    private static string SectionOf(string name)
        => Section().Match(Classes[name]) is { Success: true } match
            ? match.Groups["name"].Value
            : name.Replace("AddressOptions", "", StringComparison.Ordinal).Replace("Options", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^(public|internal) sealed class (?<name>\w+Options)\b(?<body>.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    public (?<type>[\w<>?]+) (?<name>\w+) \{ get;", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"const string Section = ""(?<name>\w+)""")]
    private static partial Regex Section();

    [GeneratedRegex(@"`(?<name>[A-Z]\w*(:[A-Z]\w*)+)`")]
    private static partial Regex Named();
}
