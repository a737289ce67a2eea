using System.Net;
using Identity.Hosting.Themes;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Tests;

public sealed class ThemeTests
{
    private const string Sound = """{ "id": "acme", "name": "Acme", "contract": 1, "extends": "default", "tokens": { "brand": "#0b6b4f" }, "assets": { "logo": "assets/logo.svg" }, "links": { "privacy": "https://acme.example/privacy" } }""";

    [Theory]
    [InlineData("#0b6b4f", "#brnd", "tokens.brand: '#brnd' is not a colour like #2d5ed4")]
    [InlineData("\"brand\"", "\"brnad\"", "tokens.brnad: is not a member of a theme")]
    [InlineData("\"contract\": 1", "\"contract\": 2", "contract: must be 1")]
    [InlineData("assets/logo.svg", "assets/none.svg", "assets.logo: the file 'assets/none.svg' is missing")]
    [InlineData("assets/logo.svg", "../../secret.svg", "assets.logo: the file '../../secret.svg' is missing")]
    [InlineData("https://acme.example/privacy", "javascript:alert(1)", "links.privacy: 'javascript:alert(1)' is not an address")]
    [InlineData("\"acme\"", "\"other\"", "id: must be 'acme'")]
    [InlineData("\"brand\": \"#0b6b4f\"", "\"background\": { \"light\": \"#777777\" }", "tokens.background.light: text on it would have a contrast of 1.5, and needs 4.5")]
    [InlineData("\"brand\": \"#0b6b4f\"", "\"font\": \"brand\"", "tokens.font: 'brand' needs the file fonts/brand.woff2")]
    public async Task A_broken_theme_stops_the_start_and_names_file_and_member(string good, string bad, string sentence)
    {
        using var themes = new ThemeFolder(Sound.Replace(good, bad, StringComparison.Ordinal));

        var error = await Assert.ThrowsAnyAsync<OptionsValidationException>(themes.StartAsync);

        Assert.Contains("theme.json: " + sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg onload='alert(1)'/>")]
    [InlineData("<svg><image href='https://evil.example/x.png'/></svg>")]
    [InlineData("<svg><foreignObject/></svg>")]
    public async Task B118_an_active_picture_stops_the_start(string svg)
    {
        using var themes = new ThemeFolder(Sound, svg);

        var error = await Assert.ThrowsAnyAsync<OptionsValidationException>(themes.StartAsync);

        Assert.Contains("logo.svg: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_dresses_the_pages_and_serves_its_own_files_only()
    {
        using var themes = new ThemeFolder(Sound);
        await using var app = await themes.StartAsync();
        using var client = SampleServer.NewClient(app);
        var page = SampleServer.Parse(await client.GetStringAsync("/gallery"));

        var stylesheet = page.QuerySelectorAll("link[rel=stylesheet]")[^1].GetAttribute("href")!;
        using var css = await client.GetAsync(stylesheet);
        Assert.Contains("--brand:light-dark(#0b6b4f,#0b6b4f)", await css.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("immutable", css.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var logo = await client.GetAsync(page.QuerySelector("[data-part=brand] img")!.GetAttribute("src"));
        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType!.MediaType);
        Assert.Equal("https://acme.example/privacy", page.QuerySelector("footer nav a")!.GetAttribute("href"));
        Assert.Equal("Willkommen", page.QuerySelector("option[lang=de]") is null ? null : SampleServer.Parse(await client.GetStringAsync("/gallery?ui_locales=fr%20de-AT")).QuerySelector("a.skip")!.TextContent);

        foreach (var path in new[] { "/_theme/acme/theme.json", "/_theme/acme/assets/..%2ftheme.json", "/_theme/acme/../default/theme.json", "/_theme/default/assets/logo.svg", "/_theme/acme.000000000000.css" })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("#2d5ed4")]
    [InlineData("#ffd400")]
    [InlineData("#7fe0b8")]
    [InlineData("#111111")]
    [InlineData("#ffffff")]
    [InlineData("#ff0000")]
    public void Any_brand_colour_gives_text_that_can_be_read(string brand)
    {
        foreach (var colors in new[] { ThemeColors.Light(Srgb.Known(brand), Srgb.White), ThemeColors.Dark(Srgb.Known(brand), Srgb.Known("#0d0f15")) })
        {
            Assert.True(colors.OnBrand.ContrastTo(colors.Brand) >= 4.5);
            Assert.True(colors.OnBrand.ContrastTo(colors.BrandHover) >= 4.5);
            Assert.True(colors.BrandText.ContrastTo(colors.Surface) >= 4.5);
            Assert.True(colors.BrandText.ContrastTo(colors.Selected) >= 4.5);
        }
    }

    [Fact]
    public void Colours_are_measured_as_the_specifications_say()
    {
        Assert.Equal(21, Srgb.Black.ContrastTo(Srgb.White), 3);
        Assert.Equal(5.73, Srgb.Known("#2d5ed4").ContrastTo(Srgb.White), 2);
        var red = Oklch.Of(Srgb.Known("#ff0000"));
        Assert.Equal(0.628, red.Lightness, 3);
        Assert.Equal(0.2577, red.Chroma, 3);
        Assert.Equal("#ff0000", red.ToSrgb().Hex);
    }
}
