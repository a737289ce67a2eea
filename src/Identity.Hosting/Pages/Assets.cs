using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Identity.Hosting.Pages;

/// <summary>The address of a static file with its fingerprint, so that it may be cached for ever.</summary>
public static class Assets
{
    /// <param name="context">The request of the page that names the file.</param>
    /// <param name="path">From the root, as in <c>assets/hosting/ui.css</c>.</param>
    public static string Asset(this HttpContext context, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        var known = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return $"{context.Request.PathBase}/{known?[path] ?? path}";
    }
}
