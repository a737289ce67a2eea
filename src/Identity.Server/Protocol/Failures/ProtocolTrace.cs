using Identity.Core.Tracing;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Failures;

/// <summary>Writes what was checked of a failed protocol request, in order, up to what was wrong.</summary>
internal sealed class ProtocolTrace(RequestTraces traces, RequestDiagnosis diagnosis)
{
    /// <returns>The reference, also left for the error page.</returns>
    public async Task<string> WriteAsync(HttpContext http, string kind, OpenIddictRequest? request, string error, string? description)
    {
        var (client, found) = await diagnosis.ChecksAsync(kind, request, http.RequestAborted);
        List<TraceCheck> checks = [.. found];
        if (checks.TrueForAll(check => check.Passed)) checks.Add(new TraceCheck(error, false, description));

        var address = http.Connection.RemoteIpAddress?.ToString();
        var reference = await traces.AddAsync(kind, error, client, null, address, checks, http.RequestAborted);
        http.Features.Set(new TraceReference(reference));
        return reference;
    }
}

/// <summary>The reference of this request's trace.</summary>
internal sealed record TraceReference(string Value);
