using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A code of digits that came by message or from an authenticator; may be pasted with spaces and dashes.</summary>
[HtmlTargetElement("ui-code", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiCode(Texts texts) : LabelledInput(texts)
{
    protected override bool KeepsValue => false;

    protected override void Describe(TagBuilder input)
    {
        input.AddCssClass("code");
        input.With("type", "text").With("inputmode", "numeric").With("autocomplete", "one-time-code")
            .With("autocapitalize", "off").With("spellcheck", "false").With("maxlength", "11").With("dir", "ltr");
    }
}
