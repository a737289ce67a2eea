using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A moment, in UTC; script shows it in the person's own time zone.</summary>
[HtmlTargetElement("ui-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiTime : TagHelper
{
    public DateTimeOffset Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var utc = Value.UtcDateTime;
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("data-local", "");
        output.Content.SetContent(utc.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.CurrentCulture));
    }
}
