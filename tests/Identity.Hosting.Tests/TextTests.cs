using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Identity.Hosting.Localization;

namespace Identity.Hosting.Tests;

public sealed partial class TextTests
{
    private static readonly string Source = FindSource();

    [Fact]
    public void Every_key_that_code_and_pages_use_has_an_english_text()
    {
        var texts = English();
        var used = Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".cshtml")
            .SelectMany(file => UsedKey().Matches(Comment().Replace(File.ReadAllText(file), "")))
            .Select(match => match.Groups["key"].Value)
            .ToHashSet();

        Assert.Contains("ui.skip", used);
        Assert.DoesNotContain(used, key => !texts.ContainsKey(key) && !texts.ContainsKey($"{key}.other"));
    }

    [Fact]
    public void Keys_begin_with_their_file_and_texts_hold_no_markup()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Source, "Identity.Hosting/Texts/en"), "*.json"))
        {
            var area = Path.GetFileNameWithoutExtension(file);
            foreach (var (key, text) in Read(file))
            {
                Assert.StartsWith(area + ".", key, StringComparison.Ordinal);
                Assert.DoesNotMatch("<(?!/?[0-9]>)", text);
                Assert.DoesNotMatch("&[a-z]+;", text);
            }
        }
    }

    [Fact]
    public void Other_languages_have_the_placeholders_of_english()
    {
        var english = English();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Source, "Identity.Hosting/Texts"), "*.json", SearchOption.AllDirectories))
        {
            foreach (var (key, text) in Read(file)) Assert.Equal(Placeholders(english.GetValueOrDefault(key, text)), Placeholders(text));
        }
    }

    [Fact]
    public void Every_language_has_every_text()
    {
        var english = English();
        foreach (var language in Directory.EnumerateDirectories(Path.Combine(Source, "Identity.Hosting/Texts")))
        {
            var texts = Directory.EnumerateFiles(language, "*.json").SelectMany(Read).Select(text => text.Key).ToHashSet();
            Assert.Empty(english.Keys.Except(texts));
            Assert.Empty(texts.Except(english.Keys));
        }
    }

    [Fact]
    public void A_text_falls_back_to_its_parent_language_and_then_to_english()
    {
        var catalog = TextCatalog.Load([("nl", new Dictionary<string, string> { ["ui.or"] = "of" })]);
        var flemish = CultureInfo.GetCultureInfo("nl-BE");

        Assert.Equal("of", catalog.Find(flemish, "ui.or"));
        Assert.Equal("Copy", catalog.Find(flemish, "ui.copy"));
        Assert.Null(catalog.Find(flemish, "ui.nothing"));
    }

    [Fact]
    public void A_value_is_never_filled_in_twice()
        => Assert.Equal("{b} and 2", TextFormat.Fill("{a} and {b}", CultureInfo.InvariantCulture, ("a", "{b}"), ("b", 2)));

    [Theory]
    [InlineData("en", 1, "one")]
    [InlineData("en", 0, "other")]
    [InlineData("fr", 0, "one")]
    [InlineData("ru", 21, "one")]
    [InlineData("ru", 12, "many")]
    [InlineData("ru", 23, "few")]
    [InlineData("pl", 21, "many")]
    [InlineData("pl", 22, "few")]
    [InlineData("ar", 0, "zero")]
    [InlineData("ar", 103, "few")]
    [InlineData("ar", 100, "other")]
    [InlineData("ar", 11, "many")]
    [InlineData("he", 2, "two")]
    [InlineData("ja", 1, "other")]
    public void Plurals_follow_each_language(string language, int number, string form)
        => Assert.Equal(form, PluralForm.Of(CultureInfo.GetCultureInfo(language), number));

    private static Dictionary<string, string> English()
        => Directory.EnumerateFiles(Path.Combine(Source, "Identity.Hosting/Texts/en"), "*.json").SelectMany(Read).ToDictionary(t => t.Key, t => t.Value);

    private static Dictionary<string, string> Read(string file) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!;

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Identity.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src");
    }

    [GeneratedRegex("""(?:\b(?:T|[tT]exts)(?:\.Count\(|\[)|ErrorMessage = |<ui-text key=)"(?<key>[a-z_]+(?:\.[a-z0-9_]+)+)["]""")]
    private static partial Regex UsedKey();

    [GeneratedRegex("///.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{\w+\}|</?[0-9]>")]
    private static partial Regex Placeholder();
}
