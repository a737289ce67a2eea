using Identity.Core.Tracing;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.SignIn;

/// <summary>Counts sign-ins with a password, and keeps what an admin would ask about one.</summary>
internal sealed class PasswordSignInRecord(RequestTraces traces, SignInMetrics metrics, IHttpContextAccessor http)
{
    /// <param name="result">What came of it.</param>
    /// <param name="clientId">The app that waits.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task AddAsync(PasswordSignInResult result, string? clientId, CancellationToken ct)
    {
        metrics.Count(result);
        var user = result switch
        {
            PasswordSignInResult.Success success => success.User,
            PasswordSignInResult.Disabled disabled => disabled.User,
            _ => null,
        };
        var proven = user is not null;
        List<TraceCheck> checks = [new("tries", result is not PasswordSignInResult.TooManyTries, "fewer tries than the limit")];
        if (checks[0].Passed) checks.Add(new TraceCheck("password", proven, "the password of an account that is not locked"));
        if (proven) checks.Add(new TraceCheck("account", result is PasswordSignInResult.Success, "an account that is turned on"));

        var outcome = result is PasswordSignInResult.Success ? "succeeded" : result.GetType().Name;
        await traces.AddAsync("signin", outcome, clientId, user?.Id, http.HttpContext!.Connection.RemoteIpAddress?.ToString(), checks, ct);
    }
}
