using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>An app's logo, or its first letter. The page's policy lets pictures come from this origin only.</summary>
[HtmlTargetElement("ui-client-logo", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiClientLogo : TagHelper
{
    public string Name { get; set; } = "";

    /// <summary>A path on this origin; anything else is left out.</summary>
    public string? Src { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "client-logo");
        output.Attributes.SetAttribute("aria-hidden", "true");
        if (Src is not ['/', not ('/' or '\\'), ..])
        {
            output.Content.SetContent(Markup.Initial(Name));
            return;
        }

        var image = Markup.Tag("img").With("src", Src).With("alt", "");
        image.TagRenderMode = TagRenderMode.SelfClosing;
        output.Content.SetHtmlContent(image);
    }
}
