using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A message that stands out. <c>bad</c> is announced at once, <c>ok</c> politely, the others only read.</summary>
[HtmlTargetElement("ui-alert")]
public sealed class UiAlert : TagHelper
{
    /// <summary><c>info</c>, <c>ok</c>, <c>warn</c> or <c>bad</c>.</summary>
    public string Kind { get; set; } = "info";

    public string? Title { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (icon, role) = Kind switch
        {
            "info" => ("info", null),
            "ok" => ("check-circle", "status"),
            "warn" => ("warning", null),
            "bad" => ("error", "alert"),
            _ => throw new InvalidOperationException($"An alert has no kind '{Kind}'."),
        };

        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"alert {Kind}");
        output.Attributes.SetAttribute("data-part", "alert");
        if (role is not null) output.Attributes.SetAttribute("role", role);
        var body = Markup.Tag("div", "alert-body");
        if (Title is not null) body.InnerHtml.AppendHtml(Markup.Tag("p", "alert-title", Title));
        body.InnerHtml.AppendHtml(content);
        output.Content.AppendHtml(Markup.Icon(ViewContext.HttpContext, icon));
        output.Content.AppendHtml(body);
    }
}
