using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Identity.Hosting.Pages;

/// <summary>What the person asked for, also while an error page is run in its place.</summary>
public static class PageAddress
{
    /// <returns>Path and query, below the path base.</returns>
    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is { } answered) return answered.OriginalPath + answered.OriginalQueryString;

        var path = context.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path : context.Request.Path.ToString();
        return path + context.Request.QueryString;
    }
}
