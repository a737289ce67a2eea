using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>
/// A button, or a link that looks like one when it has <c>href</c>. Other attributes (<c>name</c>, <c>value</c>,
/// <c>formaction</c>, …) stay on it. One with an icon and no content needs <c>aria-label</c>.
/// </summary>
[HtmlTargetElement("ui-button")]
public sealed class UiButton : TagHelper
{
    /// <summary><c>primary</c>, <c>secondary</c>, <c>quiet</c> or <c>danger</c>.</summary>
    public string Variant { get; set; } = "primary";

    /// <summary>As wide as its container.</summary>
    public bool Block { get; set; }

    public bool Small { get; set; }

    public string? Icon { get; set; }

    /// <summary>What it says while the form is on its way; needs script.</summary>
    public string? Pending { get; set; }

    public string? Href { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Variant is not ("primary" or "secondary" or "quiet" or "danger")) throw new InvalidOperationException($"A button has no variant '{Variant}'.");

        var content = await output.GetChildContentAsync();
        output.TagName = Href is null ? "button" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        var extra = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute("class", string.Join(' ', new[] { "button", Variant, Block ? "block" : null, Small ? "small" : null, content.IsEmptyOrWhiteSpace ? "bare" : null, extra?.ToString() }.Where(c => c is not null)));
        if (Href is not null) output.Attributes.SetAttribute("href", Href);
        else if (!output.Attributes.ContainsName("type")) output.Attributes.SetAttribute("type", "submit");
        if (Pending is not null) output.Attributes.SetAttribute("data-pending", Pending);

        if (Icon is not null) output.Content.AppendHtml(Markup.Icon(ViewContext.HttpContext, Icon));
        if (!content.IsEmptyOrWhiteSpace) output.Content.AppendHtml(Markup.Tag("span", null, content));
    }
}
