using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Identity.Hosting.Themes;

internal static class ThemeEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string ForNow = "public, max-age=300";

    public static void MapTheme(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/_theme/{name}", Stylesheet);
        endpoints.MapGet("/_theme/{id}/{**path}", Asset);
    }

    private static Results<ContentHttpResult, NotFound> Stylesheet(string name, Theme theme, HttpResponse response)
    {
        if (name != theme.StylesheetName) return TypedResults.NotFound();
        response.Headers.CacheControl = ForEver;
        return TypedResults.Text(theme.Stylesheet, "text/css");
    }

    private static Results<FileContentHttpResult, NotFound> Asset(string id, string path, string? v, Theme theme, HttpResponse response)
    {
        if (id != theme.Id || !theme.Files.TryGetValue(path, out var file)) return TypedResults.NotFound();
        response.Headers.CacheControl = v == file.Hash ? ForEver : ForNow;
        // Opened by itself, an SVG is a page.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(file.Content, file.ContentType);
    }
}
