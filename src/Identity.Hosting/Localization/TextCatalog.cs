using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Identity.Hosting.Localization;

/// <summary>All texts of the product by language and key. A theme may replace single ones.</summary>
internal sealed class TextCatalog
{
    public const string DefaultLanguage = "en";

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _languages;

    private TextCatalog(Dictionary<string, Dictionary<string, string>> languages)
    {
        _languages = languages.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);
        Languages = [.. _languages.Keys.Order(StringComparer.OrdinalIgnoreCase).Select(CultureInfo.GetCultureInfo)];
    }

    /// <summary>The languages that a person can choose from.</summary>
    public IReadOnlyList<CultureInfo> Languages { get; }

    /// <summary>Reads the built-in texts and lays the theme's over them.</summary>
    public static TextCatalog Load(IEnumerable<(string Language, IReadOnlyDictionary<string, string> Texts)> overrides)
    {
        var languages = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (language, texts) in ReadEmbedded().Concat(overrides))
        {
            if (!languages.TryGetValue(language, out var known)) languages[language] = known = new(StringComparer.Ordinal);
            foreach (var (key, text) in texts) known[key] = text;
        }

        return new TextCatalog(languages);
    }

    /// <summary>The text in the language, else in its parent languages, else in English; null when English lacks it too.</summary>
    public string? Find(CultureInfo culture, string key)
    {
        for (var c = culture; c.Name.Length > 0; c = c.Parent)
        {
            if (_languages.TryGetValue(c.Name, out var texts) && texts.TryGetValue(key, out var text)) return text;
        }

        return _languages[DefaultLanguage].GetValueOrDefault(key);
    }

    public IEnumerable<KeyValuePair<string, string>> All(CultureInfo culture)
        => _languages[DefaultLanguage].Select(t => KeyValuePair.Create(t.Key, Find(culture, t.Key)!));

    private static IEnumerable<(string, IReadOnlyDictionary<string, string>)> ReadEmbedded()
    {
        var assembly = typeof(TextCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            var parts = name.Replace('\\', '/').Split('/');
            if (parts is not ["Texts", var language, _]) continue;

            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return (language, JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!);
        }
    }
}
