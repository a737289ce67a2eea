using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A person's initials on a tint that stays the same for the name.</summary>
[HtmlTargetElement("ui-avatar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiAvatar : TagHelper
{
    private const int Tints = 6;

    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Picture(Name));
    }

    internal static TagBuilder Picture(string name)
        => Markup.Tag("span", $"avatar tint-{Tint(name)}", Initials(name)).With("aria-hidden", "true");

    internal static string Initials(string name)
    {
        var words = name.Split([' ', '.', '_', '-', '@'], StringSplitOptions.RemoveEmptyEntries);
        var first = Markup.Initial(words.FirstOrDefault() ?? "");
        return words.Length > 1 && !name.Contains('@', StringComparison.Ordinal) ? first + Markup.Initial(words[^1]) : first;
    }

    // string.GetHashCode differs from start to start.
    private static int Tint(string name) => name.Aggregate(17, (hash, c) => unchecked(hash * 31 + c) & 0xFFFFFF) % Tints + 1;
}
