using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Identity.Hosting.Localization;

/// <summary>The texts in the shape that ASP.NET Core asks for. Arguments have their position as their name: <c>{1}</c>.</summary>
internal sealed class JsonLocalizer(TextCatalog catalog) : IStringLocalizer, IStringLocalizerFactory
{
    public LocalizedString this[string name] => this[name, []];

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var text = catalog.Find(CultureInfo.CurrentUICulture, name);
            var named = arguments.Select((value, i) => (i.ToString(CultureInfo.InvariantCulture), (object?)value)).ToArray();
            return new(name, TextFormat.Fill(text ?? name, CultureInfo.CurrentCulture, named), resourceNotFound: text is null);
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures)
        => catalog.All(CultureInfo.CurrentUICulture).Select(t => new LocalizedString(t.Key, t.Value));

    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;
}
