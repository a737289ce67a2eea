using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Identity.Hosting.TagHelpers;

/// <summary>
/// Label, hint, error and input of one field, wired to each other. Attributes that are not named here go to the input;
/// content, for instance a link, stands at the end of the label's line.
/// </summary>
public abstract class LabelledInput(Texts texts) : TagHelper
{
    /// <summary>The bound property; gives name, value, errors and whether the field is required.</summary>
    public ModelExpression? For { get; set; }

    /// <summary>The field's name when no property is bound to it.</summary>
    public string? Name { get; set; }

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>The value when no property is bound.</summary>
    public string? Value { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    protected Texts Texts { get; } = texts;

    /// <summary>Whether what was typed is shown again after an error.</summary>
    protected virtual bool KeepsValue => true;

    /// <summary>Gives the input what its kind needs; what the page says wins.</summary>
    protected abstract void Describe(TagBuilder input);

    /// <summary>What stands around the input.</summary>
    protected virtual IHtmlContent Wrap(TagBuilder input) => input;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var content = await output.GetChildContentAsync();
        var name = Name ?? (For is null ? throw new InvalidOperationException("A field needs 'for' or 'name'.") : FieldNames.Of(For));
        var error = FieldNames.Messages(ViewContext.ModelState, name).FirstOrDefault();
        var input = Input(name, error is not null, output);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", error is null ? "field" : "field invalid");
        output.Content.SetHtmlContent(LabelLine(name, content));
        if (Hint is not null) output.Content.AppendHtml(Markup.Tag("p", "hint", Hint).With("id", $"{name}-hint"));
        if (error is not null) output.Content.AppendHtml(Error(name, error));
        output.Content.AppendHtml(Wrap(input));
    }

    private TagBuilder Input(string name, bool invalid, TagHelperOutput given)
    {
        var input = Markup.Tag("input").With("id", name).With("name", name);
        input.TagRenderMode = TagRenderMode.SelfClosing;
        Describe(input);
        if (For?.Metadata.IsRequired == true) input.With("required", "");
        if (KeepsValue && CurrentValue(name) is { Length: > 0 } value) input.With("value", value);
        foreach (var attribute in given.Attributes) input.With(attribute.Name, Text(attribute.Value));

        var descriptions = string.Join(' ', new[] { Hint is null ? null : $"{name}-hint", invalid ? $"{name}-error" : null }.Where(id => id is not null));
        if (descriptions.Length > 0) input.With("aria-describedby", descriptions);
        if (invalid)
        {
            input.With("aria-invalid", "true");
            input.Attributes.Remove("autofocus");   // the summary of errors has the focus
        }

        return input;
    }

    private string? CurrentValue(string name)
        => ViewContext.ModelState.TryGetValue(name, out var entry) && entry.AttemptedValue is { } typed
            ? typed
            : For is null ? Value : Convert.ToString(For.Model, System.Globalization.CultureInfo.InvariantCulture);

    private TagBuilder LabelLine(string name, TagHelperContent content)
    {
        var label = Markup.Tag("label", null, Label).With("for", name);
        if (content.IsEmptyOrWhiteSpace) return label;
        var line = Markup.Tag("div", "label-line", label);
        line.InnerHtml.AppendHtml(content);
        return line;
    }

    private TagBuilder Error(string name, string error)
    {
        var text = Markup.Tag("p", "field-error", Markup.Tag("span", "visually-hidden", Texts["ui.error_prefix"] + " ")).With("id", $"{name}-error");
        text.InnerHtml.Append(error);
        return text;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        HtmlString html => System.Net.WebUtility.HtmlDecode(html.Value ?? ""),
        IHtmlContent html => System.Net.WebUtility.HtmlDecode(Written(html)),
        _ => value.ToString() ?? "",
    };

    private static string Written(IHtmlContent html)
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return writer.ToString();
    }
}
