using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>A password. Never shown again after an error; the button that shows it is added by script.</summary>
[HtmlTargetElement("ui-password", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UiPassword(Texts texts) : LabelledInput(texts)
{
    protected override bool KeepsValue => false;

    protected override void Describe(TagBuilder input)
        => input.With("type", "password").With("autocomplete", "current-password").With("autocapitalize", "none").With("spellcheck", "false").With("dir", "ltr");

    protected override IHtmlContent Wrap(TagBuilder input)
        => Markup.Tag("div", "affix", input)
            .With("data-password", "")
            .With("data-show", Texts["ui.password_show"]).With("data-show-label", Texts["ui.password_show_label"])
            .With("data-hide", Texts["ui.password_hide"]).With("data-hide-label", Texts["ui.password_hide_label"]);
}
