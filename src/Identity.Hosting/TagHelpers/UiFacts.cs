using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A list of names and values; holds <c>ui-fact</c>s.</summary>
[HtmlTargetElement("ui-facts")]
public sealed class UiFacts : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "facts");
    }
}

/// <summary>One name and its value.</summary>
[HtmlTargetElement("ui-fact", ParentTag = "ui-facts")]
public sealed class UiFact : TagHelper
{
    public string Label { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Content.AppendHtml(Markup.Tag("dt", null, Label));
        output.Content.AppendHtml(Markup.Tag("dd", null, content));
    }
}
