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
        app.UseExceptionHandler(Exceptions(null));
        app.UseStatusCodePages(WriteProblemAsync);
        return errorPage is null ? app : app.UseWhen(WantsPage, pages =>
        {
            pages.UseStatusCodePagesWithReExecute(errorPage, "?status={0}");
            pages.UseExceptionHandler(Exceptions(errorPage));
        });
    }

    private static ExceptionHandlerOptions Exceptions(string? errorPage) => new()
    {
        ExceptionHandlingPath = errorPage,
        StatusCodeSelector = Status,
        // A request that was wrong is no fault of ours.
        SuppressDiagnosticsCallback = context => Status(context.Exception) < StatusCodes.Status500InternalServerError,
    };

    private static int Status(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // The form reader's word for a form with too many or too long fields.
        InvalidDataException => StatusCodes.Status400BadRequest,
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
