using System.Globalization;
using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>
/// A text with marked parts and values: <c>&lt;ui-text key="signin.new" link-0="/signup" arg-app="@name" /&gt;</c>.
/// <c>&lt;0&gt;…&lt;/0&gt;</c> in the text becomes the link 0, or strong when there is none. Values may be in another
/// script than the text, so that each is isolated.
/// </summary>
[HtmlTargetElement("ui-text", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiText(Texts texts) : TagHelper
{
    public string Key { get; set; } = "";

    [HtmlAttributeName(DictionaryAttributePrefix = "arg-")]
    public IDictionary<string, object?> Arguments { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    [HtmlAttributeName(DictionaryAttributePrefix = "link-")]
    public IDictionary<string, string> Links { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Marked(texts.Raw(Key)));
    }

    private HtmlContentBuilder Marked(string text)
    {
        var html = new HtmlContentBuilder();
        while (NextMark(text) is var (start, mark))
        {
            var open = $"<{mark}>";
            var close = $"</{mark}>";
            var end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0) break;

            html.AppendHtml(Filled(text[..start]));
            var inner = Filled(text[(start + open.Length)..end]);
            html.AppendHtml(Links.TryGetValue(mark, out var link) ? Markup.Tag("a", null, inner).With("href", link) : Markup.Tag("strong", null, inner));
            text = text[(end + close.Length)..];
        }

        return (HtmlContentBuilder)html.AppendHtml(Filled(text));
    }

    private static (int Start, string Mark)? NextMark(string text)
    {
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '<' && char.IsAsciiDigit(text[i + 1]) && text[i + 2] == '>') return (i, text[i + 1].ToString());
        }

        return null;
    }

    private HtmlContentBuilder Filled(string text)
    {
        var html = new HtmlContentBuilder();
        while (text.IndexOf('{', StringComparison.Ordinal) is var open and >= 0 && text.IndexOf('}', open) is var close and > 0)
        {
            var name = text[(open + 1)..close];
            html.Append(text[..open]);
            if (Arguments.TryGetValue(name, out var value)) html.AppendHtml(Markup.Tag("bdi", null, Convert.ToString(value, CultureInfo.CurrentCulture) ?? ""));
            else html.Append(text[open..(close + 1)]);
            text = text[(close + 1)..];
        }

        return (HtmlContentBuilder)html.Append(text);
    }
}
