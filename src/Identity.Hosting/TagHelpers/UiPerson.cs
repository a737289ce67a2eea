using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>Who an account belongs to: initials, name, and what they sign in with. Content comes below as a small line.</summary>
[HtmlTargetElement("ui-person")]
public sealed class UiPerson : TagHelper
{
    public string Name { get; set; } = "";

    /// <summary>An email address or a username; left out when it is the name.</summary>
    public string? Identifier { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var more = await output.GetChildContentAsync();
        var text = Markup.Tag("span", null, Markup.Tag("strong", null, Name).With("dir", "auto"));
        if (Identifier is not null && Identifier != Name)
        {
            text.InnerHtml.AppendHtml(Markup.Tag("small", null, Markup.Tag("bdi", null, Identifier).With("dir", "ltr")));
        }

        if (!more.IsEmptyOrWhiteSpace) text.InnerHtml.AppendHtml(Markup.Tag("small", null, more));
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "person");
        output.Content.AppendHtml(UiAvatar.Picture(Name));
        output.Content.AppendHtml(text);
    }
}
