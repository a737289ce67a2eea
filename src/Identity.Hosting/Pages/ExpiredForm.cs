using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Pages;

/// <summary>
/// A feature of a request whose form token did not fit; the error page reads it to say "This page has expired".
/// </summary>
/// <param name="CookiesMissing">The browser sent no form cookie at all: it may be blocking cookies.</param>
public sealed record ExpiredForm(bool CookiesMissing);

internal sealed class ExplainExpiredForm(IOptions<AntiforgeryOptions> options) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult) return;

        var http = context.HttpContext;
        http.Features.Set(new ExpiredForm(!http.Request.Cookies.ContainsKey(options.Value.Cookie.Name!)));
        context.Result = new StatusCodeResult(400);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
