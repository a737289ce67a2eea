using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Hosting.Problems;

/// <summary>A problem answer (RFC 9457). Its reference is filled in when it is written.</summary>
public static class Problem
{
    private const string TypePrefix = "urn:identity:problem:";
    private static readonly string[] TraceNames = ["traceId", "trace_id"];

    /// <summary>For a failure that callers may tell apart by its code.</summary>
    public static ProblemHttpResult Of(string code, int status, string title, string? detail = null)
        => TypedResults.Problem(new ProblemDetails { Type = TypePrefix + code, Status = status, Title = title, Detail = detail });

    /// <summary>For input that was refused, by member.</summary>
    public static ProblemHttpResult OfInput(IDictionary<string, string[]> errors)
        => TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Type = TypePrefix + "invalid-input",
            Status = StatusCodes.Status400BadRequest,
            Title = "The input was refused",
        });

    internal static IServiceCollection AddProblems(this IServiceCollection services)
        => services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Complete(context.ProblemDetails, context.HttpContext));

    private static void Complete(ProblemDetails problem, HttpContext context)
    {
        var status = problem.Status ?? context.Response.StatusCode;
        if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) != true)
        {
            problem.Type = TypePrefix + ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-');
        }

        context.Response.AskToRetry();
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        problem.Instance = Reference.Of(context);
        // The framework names it as the role names members.
        foreach (var name in TraceNames) problem.Extensions.Remove(name);
    }
}
