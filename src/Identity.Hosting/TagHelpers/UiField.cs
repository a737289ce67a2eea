using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A line of text: <c>&lt;ui-field for="Input.Email" label="@T["signup.email"]" autocomplete="email" /&gt;</c>.</summary>
[HtmlTargetElement("ui-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiField(Texts texts) : LabelledInput(texts)
{
    public string Type { get; set; } = "text";

    protected override void Describe(TagBuilder input)
    {
        input.With("type", Type);
        if (Type is "email" or "url" or "tel") input.With("inputmode", Type).With("dir", "ltr");
        if (Type is "email" or "url") input.With("autocapitalize", "none").With("spellcheck", "false");
    }
}
