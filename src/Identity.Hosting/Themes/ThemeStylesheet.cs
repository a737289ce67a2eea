using System.Globalization;
using System.Text;

namespace Identity.Hosting.Themes;

/// <summary>Writes a theme's tokens as the stylesheet that follows <c>ui.css</c>.</summary>
internal static class ThemeStylesheet
{
    private static readonly Dictionary<string, string> Radii = new()
    {
        ["none"] = "--r-s:0;--r:0;--r-l:0;--r-card:0",
        ["small"] = "--r-s:2px;--r:4px;--r-l:6px;--r-card:8px",
        ["medium"] = "--r-s:6px;--r:10px;--r-l:16px;--r-card:20px",
        ["large"] = "--r-s:10px;--r:16px;--r-l:22px;--r-card:28px",
    };

    private static readonly Dictionary<string, string> Densities = new()
    {
        ["comfortable"] = "--ctl:44px",
        ["compact"] = "--ctl:40px",
    };

    public static IEnumerable<string> RadiusNames => Radii.Keys;

    public static IEnumerable<string> DensityNames => Densities.Keys;

    public static string Write(ThemeManifest manifest, ThemeColors light, ThemeColors dark, string? fontUrl, string? backgroundUrl)
    {
        var css = new StringBuilder();
        if (fontUrl is not null) css.Append(CultureInfo.InvariantCulture, $"@font-face{{font-family:\"Theme\";src:url(\"{fontUrl}\") format(\"woff2\");font-weight:100 900;font-display:swap}}\n");

        css.Append("@layer theme{\n:root{\n");
        Pair(css, "brand", light.Brand, dark.Brand);
        Pair(css, "on-brand", light.OnBrand, dark.OnBrand);
        Pair(css, "brand-hover", light.BrandHover, dark.BrandHover);
        Pair(css, "brand-text", light.BrandText, dark.BrandText);
        Pair(css, "focus", light.BrandText, dark.BrandText);
        Pair(css, "selected", light.Selected, dark.Selected);
        Pair(css, "bg", light.Background, dark.Background);
        css.Append(Radii[manifest.Tokens!.Radius!]).Append(";\n").Append(Densities[manifest.Tokens.Density!]).Append(";\n");
        if (fontUrl is not null) css.Append("--font:\"Theme\",ui-sans-serif,system-ui,sans-serif;\n");
        if (backgroundUrl is not null) css.Append(CultureInfo.InvariantCulture, $"--auth-image:url(\"{backgroundUrl}\");\n");
        return css.Append("}\n}\n").ToString();
    }

    private static void Pair(StringBuilder css, string token, Srgb light, Srgb dark)
        => css.Append(CultureInfo.InvariantCulture, $"--{token}:light-dark({light.Hex},{dark.Hex});\n");
}
