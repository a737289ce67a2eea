using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Hosting.Pages;

/// <summary>Calls a form field after its property, as <c>new_password</c> for <c>NewPassword</c>, on every page.</summary>
internal sealed class PlainFieldNames : IBindingMetadataProvider
{
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (context.Key is not { MetadataKind: ModelMetadataKind.Property, Name: { } name } key) return;

        // Naming a property of the page itself would make the binder fill it from the request.
        if (typeof(PageModel).IsAssignableFrom(key.ContainerType)) return;

        var isText = TypeDescriptor.GetConverter(key.ModelType).CanConvertFrom(typeof(string));
        if (isText) context.BindingMetadata.BinderModelName ??= JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }
}
