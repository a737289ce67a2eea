using System.Globalization;

namespace Identity.Hosting.Localization;

/// <summary>
/// The words of the product in the language of the request. Pages have it as <c>T</c>:
/// <c>@T["signin.title"]</c>, <c>@T["signin.lede", ("app", name)]</c>.
/// </summary>
public sealed class Texts
{
    private readonly TextCatalog _catalog;

    internal Texts(TextCatalog catalog) => _catalog = catalog;

    /// <summary>The languages that a person can choose from.</summary>
    public IReadOnlyList<CultureInfo> Languages => _catalog.Languages;

    /// <summary>The text with its arguments filled in. A key that does not exist gives the key, so that it is seen.</summary>
    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> arguments]
        => TextFormat.Fill(Raw(key), CultureInfo.CurrentCulture, arguments);

    /// <summary>The form of <paramref name="key"/> for this number: <c>key.one</c>, <c>key.other</c>, …; the number is <c>{count}</c>.</summary>
    public string Count(string key, long count, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var culture = CultureInfo.CurrentUICulture;
        var text = _catalog.Find(culture, $"{key}.{PluralForm.Of(culture, count)}") ?? Raw($"{key}.other");
        return TextFormat.Fill(text, CultureInfo.CurrentCulture, [("count", count), .. arguments]);
    }

    /// <summary>Whether the key has a text.</summary>
    public bool Has(string key) => _catalog.Find(CultureInfo.CurrentUICulture, key) is not null;

    internal string Raw(string key) => _catalog.Find(CultureInfo.CurrentUICulture, key) ?? key;
}
