using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A picture of the sprite <c>icons.svg</c>. Says nothing to a screen reader unless it has a label.</summary>
[HtmlTargetElement("ui-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiIcon : TagHelper
{
    public string Name { get; set; } = "";

    public string? Label { get; set; }

    /// <summary>40 px, for pages that say one thing.</summary>
    public bool Large { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var icon = Markup.Icon(ViewContext.HttpContext, Name);
        if (Large) icon.AddCssClass("large");
        if (Label is not null)
        {
            icon.Attributes.Remove("aria-hidden");
            icon.With("role", "img").With("aria-label", Label);
        }

        output.TagName = null;
        output.Content.SetHtmlContent(icon);
    }
}
