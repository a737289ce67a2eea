namespace Identity.Hosting.Themes;

/// <summary>A colour by perceived lightness (0 to 1), chroma and hue (radians), as CSS Color 4 defines it.</summary>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    public static Oklch Of(Srgb c)
    {
        var (r, g, b) = (Srgb.Linear(c.Red), Srgb.Linear(c.Green), Srgb.Linear(c.Blue));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var y = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        return new(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, Math.Sqrt(a * a + y * y), Math.Atan2(y, a));
    }

    /// <summary>The nearest colour that a screen can show: chroma gives way, lightness and hue stay.</summary>
    public Srgb ToSrgb()
    {
        var (low, high) = (0d, Chroma);
        if (TryConvert(Chroma, out var color)) return color;
        for (var i = 0; i < 20; i++)
        {
            var middle = (low + high) / 2;
            if (TryConvert(middle, out color)) low = middle; else high = middle;
        }

        TryConvert(low, out color);
        return color;
    }

    private bool TryConvert(double chroma, out Srgb color)
    {
        var (a, y) = (chroma * Math.Cos(Hue), chroma * Math.Sin(Hue));
        var l = Math.Pow(Lightness + 0.3963377774 * a + 0.2158037573 * y, 3);
        var m = Math.Pow(Lightness - 0.1055613458 * a - 0.0638541728 * y, 3);
        var s = Math.Pow(Lightness - 0.0894841775 * a - 1.2914855480 * y, 3);
        var r = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        var g = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        var b = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        color = new(Fit(r), Fit(g), Fit(b));
        return Fits(r) && Fits(g) && Fits(b);
    }

    private static bool Fits(double c) => c is > -0.0005 and < 1.0005;

    private static double Fit(double c) => Srgb.Companded(Math.Clamp(c, 0, 1));
}
