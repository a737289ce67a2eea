using System.Collections.Frozen;
using System.Globalization;

namespace Identity.Hosting.Themes;

/// <summary>What must hold for the values of a theme.</summary>
internal sealed class ThemeRules(string file, ThemeManifest manifest, FrozenDictionary<string, ThemeFile> files)
{
    private static readonly Srgb LightText = Srgb.Known("#585e69");
    private static readonly Srgb DarkText = Srgb.Known("#a6abb5");

    /// <summary>The colours of both modes, when everything is in order.</summary>
    public (ThemeColors Light, ThemeColors Dark) Check()
    {
        if (manifest.Contract != 1) throw Wrong("contract", "must be 1, the version of the theme contract that this release keeps");
        if (string.IsNullOrWhiteSpace(manifest.Name)) throw Wrong("name", "is missing");

        OneOf("modes", manifest.Modes, ["system", "light", "dark"]);
        OneOf("layout.auth", manifest.Layout?.Auth, ["card", "plain"]);
        OneOf("layout.logoPosition", manifest.Layout?.LogoPosition, ["start", "center"]);
        OneOf("tokens.font", manifest.Tokens?.Font, ["system", "brand"]);
        OneOf("tokens.radius", manifest.Tokens?.Radius, ThemeStylesheet.RadiusNames);
        OneOf("tokens.density", manifest.Tokens?.Density, ThemeStylesheet.DensityNames);
        if (manifest.ShowProductName is null) throw Wrong("showProductName", "is missing");

        CheckAssets();
        CheckLink("links.privacy", manifest.Links?.Privacy);
        CheckLink("links.terms", manifest.Links?.Terms);
        CheckLink("links.support", manifest.Links?.Support);
        return CheckColors(manifest.Tokens!);
    }

    private void CheckAssets()
    {
        var assets = manifest.Assets ?? new();
        File("assets.logo", assets.Logo);
        File("assets.logoDark", assets.LogoDark);
        File("assets.mark", assets.Mark);
        File("assets.favicon", assets.Favicon);
        File("assets.background", assets.Background);
        if (assets is { Logo: null, LogoDark: not null }) throw Wrong("assets.logoDark", "needs assets.logo beside it");
    }

    private (ThemeColors, ThemeColors) CheckColors(ThemeTokens tokens)
    {
        var brand = Color("tokens.brand", tokens.Brand);
        var brandDark = tokens.BrandDark is null ? brand : Color("tokens.brandDark", tokens.BrandDark);
        var light = ThemeColors.Light(brand, Background("tokens.background.light", tokens.Background?.Light, LightText));
        var dark = ThemeColors.Dark(brandDark, Background("tokens.background.dark", tokens.Background?.Dark, DarkText));
        Readable("tokens.brand", light);
        Readable("tokens.brandDark", dark);
        return (light, dark);
    }

    private void Readable(string member, ThemeColors colors)
    {
        var least = new[] { colors.Background, colors.Surface, colors.Selected }.Min(colors.BrandText.ContrastTo);
        if (least < ThemeColors.LeastForText) throw TooPale(member, "links in this colour", least);
    }

    private Srgb Background(string member, string? text, Srgb mutedText)
    {
        var color = Color(member, text);
        var contrast = color.ContrastTo(mutedText);
        return contrast >= ThemeColors.LeastForText ? color : throw TooPale(member, "text on it", contrast);
    }

    private Srgb Color(string member, string? text)
        => Srgb.Parse(text) ?? throw Wrong(member, $"'{text}' is not a colour like #2d5ed4");

    private void File(string member, string? path)
    {
        if (path is not null && !files.ContainsKey(path)) throw Wrong(member, $"the file '{path}' is missing from the theme's folders assets and fonts");
    }

    private void CheckLink(string member, string? link)
    {
        if (link is null) return;
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "mailto"))
        {
            throw Wrong(member, $"'{link}' is not an address like https://example.com/privacy or mailto:help@example.com");
        }
    }

    private void OneOf(string member, string? value, IEnumerable<string> allowed)
    {
        if (value is null || !allowed.Contains(value)) throw Wrong(member, $"'{value}' is not one of {string.Join(", ", allowed)}");
    }

    private ThemeException TooPale(string member, string what, double contrast)
        => Wrong(member, string.Create(CultureInfo.InvariantCulture, $"{what} would have a contrast of {contrast:0.0}, and needs {ThemeColors.LeastForText:0.0} to be read"));

    private ThemeException Wrong(string member, string what) => new(file, member, what);
}
