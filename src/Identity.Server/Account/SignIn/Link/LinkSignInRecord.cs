using Identity.Core.Tracing;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Counts sign-ins by mail, and keeps what an admin would ask about one.</summary>
internal sealed class LinkSignInRecord(RequestTraces traces, SignInMetrics metrics, IHttpContextAccessor http)
{
    /// <param name="result">What came of it.</param>
    /// <param name="proof">What was brought: <c>code</c> or <c>link</c>.</param>
    /// <param name="clientId">The app that waits.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task AddAsync(LinkSignInResult result, string proof, string? clientId, CancellationToken ct)
    {
        metrics.Count(result);
        var user = result switch
        {
            LinkSignInResult.Done done => done.User,
            LinkSignInResult.Disabled disabled => disabled.User,
            _ => null,
        };
        List<TraceCheck> checks = [new("tries", result is not LinkSignInResult.TooManyTries, "fewer tries than the limit")];
        if (checks[0].Passed) checks.Add(new TraceCheck(proof, user is not null, $"the {proof} that was mailed, open and unused"));
        if (user is not null) checks.Add(new TraceCheck("account", result is LinkSignInResult.Done, "an account that is turned on"));

        var outcome = result is LinkSignInResult.Done ? "succeeded" : result.GetType().Name;
        await traces.AddAsync("signin", outcome, clientId, user?.Id, http.HttpContext!.Connection.RemoteIpAddress?.ToString(), checks, ct);
    }
}
