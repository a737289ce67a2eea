using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>Something that most people need not read, behind one line.</summary>
[HtmlTargetElement("ui-details")]
public sealed class UiDetails : TagHelper
{
    public string Summary { get; set; } = "";

    /// <summary>Shown open at first.</summary>
    public bool Open { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var content = await output.GetChildContentAsync();
        output.TagName = "details";
        output.Attributes.SetAttribute("class", "details");
        if (Open) output.Attributes.SetAttribute("open", "");
        var summary = Markup.Tag("summary", null, Markup.Icon(ViewContext.HttpContext, "chevron"));
        summary.InnerHtml.Append(Summary);
        output.Content.AppendHtml(summary);
        output.Content.AppendHtml(Markup.Tag("div", "details-body", content));
    }
}
