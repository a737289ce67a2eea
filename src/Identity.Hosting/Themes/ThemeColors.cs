namespace Identity.Hosting.Themes;

/// <summary>The colours of one mode: the few that a theme gives, and those derived from them.</summary>
internal sealed record ThemeColors(Srgb Background, Srgb Surface, Srgb Brand, Srgb OnBrand, Srgb BrandHover, Srgb BrandText, Srgb Selected)
{
    /// <summary>WCAG 2.2, 1.4.3.</summary>
    public const double LeastForText = 4.5;

    // What the shipped palette keeps; a brand colour gets no closer to the limit than other text does.
    private const double AimForText = 5.5;

    private static readonly Srgb LightSurface = Srgb.White;
    private static readonly Srgb DarkSurface = Srgb.Known("#161920");

    public static ThemeColors Light(Srgb brand, Srgb background) => Derive(brand, background, LightSurface, selectedShare: 0.12, textStep: -0.004);

    public static ThemeColors Dark(Srgb brand, Srgb background) => Derive(brand, background, DarkSurface, selectedShare: 0.28, textStep: 0.004);

    private static ThemeColors Derive(Srgb brand, Srgb background, Srgb surface, double selectedShare, double textStep)
    {
        var onBrand = brand.ContrastTo(Srgb.White) >= brand.ContrastTo(Srgb.Black) ? Srgb.White : Srgb.Black;
        var darker = brand.Mix(Srgb.Black, 0.12);
        var hover = darker.ContrastTo(onBrand) >= LeastForText ? darker : brand.Mix(Srgb.White, 0.12);
        var selected = surface.Mix(brand, selectedShare);
        return new(background, surface, brand, onBrand, hover, Readable(brand, textStep, [background, surface, selected]), selected);
    }

    private static Srgb Readable(Srgb brand, double step, Srgb[] behind)
    {
        var color = Oklch.Of(brand);
        while (behind.Any(b => color.ToSrgb().ContrastTo(b) < AimForText) && color.Lightness is > 0 and < 1)
        {
            color = color with { Lightness = Math.Clamp(color.Lightness + step, 0, 1) };
        }

        return color.ToSrgb();
    }
}
