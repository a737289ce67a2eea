using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A box to tick; its content is the label.</summary>
[HtmlTargetElement("ui-check")]
public sealed class UiCheck : TagHelper
{
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    /// <summary>What is sent when it is ticked.</summary>
    public string Value { get; set; } = "true";

    public bool Checked { get; set; }

    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var content = await output.GetChildContentAsync();
        var name = Name ?? (For is null ? throw new InvalidOperationException("A check box needs 'for' or 'name'.") : FieldNames.Of(For));
        var error = FieldNames.Messages(ViewContext.ModelState, name).FirstOrDefault();
        // Boxes of one name differ by their value, and so do their ids.
        var id = Value == "true" ? name : $"{name}-{Value}";

        var box = Markup.Tag("input").With("type", "checkbox").With("id", id).With("name", name).With("value", Value);
        box.TagRenderMode = TagRenderMode.SelfClosing;
        if (Checked || For?.Model is true) box.With("checked", "");
        if (Hint is not null) box.With("aria-describedby", $"{id}-hint");
        if (error is not null) box.With("aria-invalid", "true").With("aria-describedby", $"{id}-error");

        var label = Markup.Tag("label", "check", box);
        label.InnerHtml.AppendHtml(Markup.Tag("span", null, content));
        output.TagName = "div";
        output.Attributes.SetAttribute("class", error is null ? "check-field" : "check-field invalid");
        if (error is not null) output.Content.AppendHtml(Markup.Tag("p", "field-error", error).With("id", $"{id}-error"));
        output.Content.AppendHtml(label);
        if (Hint is not null) output.Content.AppendHtml(Markup.Tag("p", "hint", Hint).With("id", $"{id}-hint"));
    }
}
