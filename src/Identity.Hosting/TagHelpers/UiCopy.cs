using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>An id or reference that people copy; the button is added by script.</summary>
[HtmlTargetElement("ui-copy", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiCopy(Texts texts) : TagHelper
{
    public string Value { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "copy");
        output.Attributes.SetAttribute("data-copy", texts["ui.copy"]);
        output.Attributes.SetAttribute("data-copied", texts["ui.copied"]);
        output.Content.SetHtmlContent(Markup.Tag("code", null, Value).With("dir", "ltr"));
    }
}
