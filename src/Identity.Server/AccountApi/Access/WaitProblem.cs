using Identity.Hosting.Problems;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Identity.Server.AccountApi.Access;

/// <summary>Asks a caller to come back later.</summary>
internal static class WaitProblem
{
    /// <summary>With <c>Retry-After</c>.</summary>
    public static ProblemHttpResult Of(HttpContext http, TimeSpan time, int status, string code, string title)
    {
        http.Response.AskToWait(status, time);
        return Problem.Of(code, status, title, "Try again after the seconds of 'Retry-After'.");
    }
}
