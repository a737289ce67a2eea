using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Identity.Hosting.TagHelpers;

internal static class FieldNames
{
    /// <summary>The plain name of the field that is bound to this property.</summary>
    public static string Of(ModelExpression field) => Of(field.Metadata);

    private static string Of(ModelMetadata metadata)
        => metadata.BinderModelName ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(metadata.PropertyName ?? "");

    /// <summary>The fields of a page in the order in which its input declares them; model state sorts by letter.</summary>
    public static List<string> InOrder(ModelMetadata page)
        => [.. page.Properties.SelectMany(p => p.BinderModelName is { Length: 0 } ? p.Properties.Select(Of) : p is { BindingSource: null, BinderModelName: null } ? [] : [Of(p)])];

    public static IEnumerable<string> Messages(ModelStateDictionary state, string name)
        => state.TryGetValue(name, out var entry) ? entry.Errors.Select(e => e.ErrorMessage).Where(m => m.Length > 0) : [];
}
