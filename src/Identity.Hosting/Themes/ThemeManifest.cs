using System.Text.Json.Serialization;

namespace Identity.Hosting.Themes;

/// <summary>The file <c>theme.json</c> as it is written. What is missing comes from the theme that it extends.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ThemeManifest
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Version { get; init; }
    public int? Contract { get; init; }
    public string? Extends { get; init; }
    public ThemeTokens? Tokens { get; init; }
    public ThemeLayout? Layout { get; init; }
    public string? Modes { get; init; }
    public ThemeAssets? Assets { get; init; }
    public ThemeLinks? Links { get; init; }
    public bool? ShowProductName { get; init; }

    public ThemeManifest Over(ThemeManifest parent) => this with
    {
        Tokens = (Tokens ?? new()).Over(parent.Tokens ?? new()),
        Layout = new() { Auth = Layout?.Auth ?? parent.Layout?.Auth, LogoPosition = Layout?.LogoPosition ?? parent.Layout?.LogoPosition },
        Modes = Modes ?? parent.Modes,
        ShowProductName = ShowProductName ?? parent.ShowProductName,
    };
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ThemeTokens
{
    public string? Brand { get; init; }
    public string? BrandDark { get; init; }
    public ThemeColorPair? Background { get; init; }
    public string? Font { get; init; }
    public string? Radius { get; init; }
    public string? Density { get; init; }

    public ThemeTokens Over(ThemeTokens parent) => new()
    {
        Brand = Brand ?? parent.Brand,
        // A brand of its own must not get the parent's dark one.
        BrandDark = BrandDark ?? (Brand is null ? parent.BrandDark : null),
        Background = new() { Light = Background?.Light ?? parent.Background?.Light, Dark = Background?.Dark ?? parent.Background?.Dark },
        Font = Font ?? parent.Font,
        Radius = Radius ?? parent.Radius,
        Density = Density ?? parent.Density,
    };
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ThemeColorPair
{
    public string? Light { get; init; }
    public string? Dark { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ThemeLayout
{
    public string? Auth { get; init; }
    public string? LogoPosition { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ThemeAssets
{
    public string? Logo { get; init; }
    public string? LogoDark { get; init; }
    public string? Mark { get; init; }
    public string? Favicon { get; init; }
    public string? Background { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ThemeLinks
{
    public string? Privacy { get; init; }
    public string? Terms { get; init; }
    public string? Support { get; init; }
}
