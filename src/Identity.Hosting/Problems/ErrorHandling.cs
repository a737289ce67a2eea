using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Hosting.Problems;

internal static class ErrorHandling
{
    /// <summary>
    /// Gives every failure a body: the role's error page where a person reads, a problem document where a program does.
    /// The page is run again for the failed request, with its method, so that it must not ask for a form token.
    /// </summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app, string? errorPage)
    {
        var outage = Outages.Find(app.ApplicationServices);
        app.UseExceptionHandler(Exceptions(null, outage));
        app.UseStatusCodePages(WriteProblemAsync);
        return errorPage is null ? app : app.UseWhen(WantsPage, pages =>
        {
            pages.UseStatusCodePagesWithReExecute(errorPage, "?status={0}");
            pages.UseExceptionHandler(Exceptions(errorPage, outage));
        });
    }

    private static ExceptionHandlerOptions Exceptions(string? errorPage, Func<Exception, bool> outage) => new()
    {
        ExceptionHandlingPath = errorPage,
        StatusCodeSelector = failure => Status(failure, outage),
        // A request that was wrong is no fault of ours, and of an outage the log has enough already.
        SuppressDiagnosticsCallback = context => Status(context.Exception, outage) != StatusCodes.Status500InternalServerError,
    };

    private static int Status(Exception exception, Func<Exception, bool> outage) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // The form reader's word for a form with too many or too long fields.
        InvalidDataException => StatusCodes.Status400BadRequest,
        _ when outage(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static bool WantsPage(HttpContext context)
        => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task WriteProblemAsync(StatusCodeContext context)
    {
        var problems = context.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>();
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context.HttpContext });
    }
}
