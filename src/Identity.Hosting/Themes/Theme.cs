using System.Collections.Frozen;

namespace Identity.Hosting.Themes;

/// <summary>A theme that was found sound, ready for use.</summary>
public sealed class Theme
{
    internal Theme(ThemeManifest manifest, string stylesheet, FrozenDictionary<string, ThemeFile> files, IReadOnlyList<(string, IReadOnlyDictionary<string, string>)> texts)
    {
        (Manifest, Stylesheet, Files, Texts) = (manifest, stylesheet, files, texts);
        StylesheetName = $"{manifest.Id}.{ThemeFiles.Hash(System.Text.Encoding.UTF8.GetBytes(stylesheet))}.css";
    }

    /// <summary>The name of its folder.</summary>
    public string Id => Manifest.Id!;

    /// <summary><c>light</c> or <c>dark</c> when the theme has one mode only.</summary>
    public string? PinnedMode => Manifest.Modes is "light" or "dark" ? Manifest.Modes : null;

    /// <summary><c>card</c> or <c>plain</c>.</summary>
    public string AuthLayout => Manifest.Layout!.Auth!;

    /// <summary><c>start</c> or <c>center</c>.</summary>
    public string LogoPosition => Manifest.Layout!.LogoPosition!;

    public bool ShowProductName => Manifest.ShowProductName!.Value;

    public string? PrivacyLink => Manifest.Links?.Privacy;

    public string? TermsLink => Manifest.Links?.Terms;

    public string? SupportLink => Manifest.Links?.Support;

    /// <summary>Addresses from the role's root, with their hash, or null where the theme brings none.</summary>
    public string? Logo => Address(Manifest.Assets?.Logo);

    public string? LogoDark => Address(Manifest.Assets?.LogoDark);

    public string? Mark => Address(Manifest.Assets?.Mark);

    public string? Favicon => Address(Manifest.Assets?.Favicon);

    public string StylesheetAddress => $"/_theme/{StylesheetName}";

    internal ThemeManifest Manifest { get; }

    internal string Stylesheet { get; }

    internal string StylesheetName { get; }

    internal FrozenDictionary<string, ThemeFile> Files { get; }

    internal IReadOnlyList<(string Language, IReadOnlyDictionary<string, string> Texts)> Texts { get; }

    private string? Address(string? path) => path is null ? null : $"/_theme/{Id}/{path}?v={Files[path].Hash}";
}
