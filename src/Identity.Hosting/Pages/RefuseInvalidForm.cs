using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Hosting.Pages;

/// <summary>A form that comes back with something to mend answers 422, unless its page chose a status of its own.</summary>
internal sealed class RefuseInvalidForm : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (context.Result is PageResult && HttpMethods.IsPost(http.Request.Method) && !context.ModelState.IsValid
            && http.Response.StatusCode == StatusCodes.Status200OK)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
