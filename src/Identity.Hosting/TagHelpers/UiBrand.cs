using Identity.Hosting.Themes;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>The product's logo and name as the theme has them.</summary>
[HtmlTargetElement("ui-brand", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiBrand(Theme theme, Branding branding) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var product = await branding.ProductNameAsync(ViewContext.HttpContext.RequestAborted);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", theme.LogoPosition == "center" ? "brand center" : "brand");
        output.Attributes.SetAttribute("data-part", "brand");
        // A logo that stands alone is the name; one beside the name is decoration.
        output.Content.AppendHtml(Logo(product, theme.ShowProductName ? "" : product));
        if (theme.ShowProductName) output.Content.AppendHtml(Markup.Tag("span", "brand-name", product).With("dir", "auto"));
    }

    private TagBuilder Logo(string product, string alternative)
    {
        if ((theme.PinnedMode == "dark" ? theme.LogoDark : null) is { } dark) return Image(dark, alternative);
        if ((theme.Logo ?? theme.Mark) is not { } logo) return Letter(product, alternative);
        if (theme.LogoDark is null || theme.PinnedMode is not null) return Image(logo, alternative);

        var source = Markup.Tag("source").With("media", "(prefers-color-scheme: dark)").With("srcset", Local(theme.LogoDark));
        source.TagRenderMode = TagRenderMode.SelfClosing;
        var picture = Markup.Tag("picture", null, source);
        picture.InnerHtml.AppendHtml(Image(logo, alternative));
        return picture;
    }

    private static TagBuilder Letter(string product, string alternative)
    {
        var letter = Markup.Tag("span", "logo", Markup.Initial(product));
        return alternative.Length == 0 ? letter.With("aria-hidden", "true") : letter.With("role", "img").With("aria-label", alternative);
    }

    private TagBuilder Image(string address, string alternative)
    {
        var image = Markup.Tag("img", "logo-image").With("src", Local(address)).With("alt", alternative);
        image.TagRenderMode = TagRenderMode.SelfClosing;
        return image;
    }

    private string Local(string address) => ViewContext.HttpContext.Request.PathBase + address;
}
