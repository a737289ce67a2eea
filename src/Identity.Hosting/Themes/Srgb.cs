using System.Globalization;

namespace Identity.Hosting.Themes;

/// <summary>A colour as screens know it; each part from 0 to 1.</summary>
internal readonly record struct Srgb(double Red, double Green, double Blue)
{
    public static readonly Srgb Black = new(0, 0, 0);
    public static readonly Srgb White = new(1, 1, 1);

    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Byte(Red):x2}{Byte(Green):x2}{Byte(Blue):x2}");

    public static Srgb? Parse(string? text)
    {
        if (text is not ['#', .. var digits] || digits.Length != 6) return null;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var n)
            ? new((n >> 16) / 255d, (n >> 8 & 255) / 255d, (n & 255) / 255d)
            : null;
    }

    public static Srgb Known(string hex) => Parse(hex) ?? throw new ArgumentException($"'{hex}' is not a colour.", nameof(hex));

    /// <summary>This colour with a share (0 to 1) of another.</summary>
    public Srgb Mix(Srgb other, double share)
        => new(Red + (other.Red - Red) * share, Green + (other.Green - Green) * share, Blue + (other.Blue - Blue) * share);

    /// <summary>WCAG 2.2: from 1 (the same) to 21 (black on white).</summary>
    public double ContrastTo(Srgb other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    internal static double Linear(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    internal static double Companded(double c) => c <= 0.0031308 ? c * 12.92 : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055;

    private static int Byte(double c) => (int)Math.Round(Math.Clamp(c, 0, 1) * 255);
}
