using Identity.Core.Tracing;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.SignIn.Codes;

/// <summary>Counts sign-ins by mail and text message, and keeps what an admin would ask about one.</summary>
internal sealed class CodeSignInRecord(RequestTraces traces, SignInMetrics metrics, IHttpContextAccessor http)
{
    /// <param name="result">What came of it.</param>
    /// <param name="proof">What was brought: <c>code</c> or <c>link</c> from a mail, or <c>sms</c>.</param>
    /// <param name="clientId">The app that waits.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task AddAsync(CodeSignInResult result, string proof, string? clientId, CancellationToken ct)
    {
        metrics.Count(result);
        var user = result switch
        {
            CodeSignInResult.Done done => done.User,
            CodeSignInResult.Disabled disabled => disabled.User,
            _ => null,
        };
        List<TraceCheck> checks = [new("tries", result is not CodeSignInResult.TooManyTries, "fewer tries than the limit")];
        if (checks[0].Passed) checks.Add(new TraceCheck(proof, user is not null, proof == "sms" ? "the code of a text message, open and unused" : $"the {proof} that was mailed, open and unused"));
        if (user is not null) checks.Add(new TraceCheck("account", result is CodeSignInResult.Done, "an account that is turned on"));

        var outcome = result is CodeSignInResult.Done ? "succeeded" : result.GetType().Name;
        await traces.AddAsync("signin", outcome, clientId, user?.Id, http.HttpContext!.Connection.RemoteIpAddress?.ToString(), checks, ct);
    }
}
