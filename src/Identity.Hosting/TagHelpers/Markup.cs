using Identity.Hosting.Pages;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Identity.Hosting.TagHelpers;

/// <summary>Pieces of markup that several tag helpers write. Text given as a string is encoded.</summary>
internal static class Markup
{
    public static TagBuilder Tag(string name, string? cssClass = null, object? content = null)
    {
        var tag = new TagBuilder(name);
        if (cssClass is not null) tag.AddCssClass(cssClass);
        if (content is IHtmlContent html) tag.InnerHtml.AppendHtml(html);
        else if (content is string text) tag.InnerHtml.Append(text);
        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, string attribute, string? value)
    {
        if (value is not null) tag.MergeAttribute(attribute, value, replaceExisting: true);
        return tag;
    }

    public static TagBuilder Icon(HttpContext context, string name)
    {
        var use = Tag("use").With("href", $"{context.Asset("assets/hosting/icons.svg")}#{name}");
        return Tag("svg", "icon", use).With("viewBox", "0 0 24 24").With("aria-hidden", "true").With("focusable", "false");
    }

    /// <summary>A first letter, as people see letters: an accent belongs to it.</summary>
    public static string Initial(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? "?" : System.Globalization.StringInfo.GetNextTextElement(trimmed).ToUpperInvariant();
    }
}
