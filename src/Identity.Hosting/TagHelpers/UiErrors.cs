using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>What is wrong with the form, in the order of its fields, each a link to its field. Nothing when all is well.</summary>
[HtmlTargetElement("ui-errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiErrors(Texts texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var messages = Messages();
        if (messages.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "alert bad");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-part", "alert");
        output.Attributes.SetAttribute("data-errors", "");
        var body = Markup.Tag("div", "alert-body", Markup.Tag("h2", "alert-title", texts["ui.errors"]));
        var list = Markup.Tag("ul");
        foreach (var (field, message) in messages)
        {
            list.InnerHtml.AppendHtml(field.Length == 0
                ? Markup.Tag("li", null, message)
                : Markup.Tag("li", null, Markup.Tag("a", null, message).With("href", $"#{field}")));
        }

        body.InnerHtml.AppendHtml(list);
        output.Content.AppendHtml(Markup.Icon(ViewContext.HttpContext, "error"));
        output.Content.AppendHtml(body);
    }

    // Two fields that are wrong for one reason (name and password) are one line.
    private List<(string Field, string Message)> Messages()
    {
        var state = ViewContext.ModelState;
        var order = FieldNames.InOrder(ViewContext.ViewData.ModelMetadata);
        return [.. state.Keys
            .OrderBy(key => key.Length == 0 ? -1 : order.IndexOf(key) is >= 0 and var i ? i : int.MaxValue)
            .SelectMany(key => FieldNames.Messages(state, key).Take(1), (key, message) => (key, message))
            .DistinctBy(error => error.message)];
    }
}
