using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>One of several texts, or none: <c>&lt;ui-select name="department" label="…" values="list" value="@chosen" /&gt;</c>.</summary>
[HtmlTargetElement("ui-select", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiSelect(Texts texts) : LabelledInput(texts)
{
    public IEnumerable<string> Values { get; set; } = [];

    protected override bool KeepsValue => false;

    protected override void Describe(TagBuilder input)
    {
        // All is said of the list in Wrap.
    }

    protected override IHtmlContent Wrap(TagBuilder input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var list = Markup.Tag("select");
        foreach (var (name, value) in input.Attributes) list.With(name, value ?? "");
        list.InnerHtml.AppendHtml(Markup.Tag("option", null, "").With("value", ""));
        foreach (var value in Values)
        {
            var option = Markup.Tag("option", null, value).With("value", value);
            if (value == Value) option.With("selected", "");
            list.InnerHtml.AppendHtml(option);
        }

        return list;
    }
}
