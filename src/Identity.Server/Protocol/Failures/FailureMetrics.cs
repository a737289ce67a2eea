using System.Diagnostics.Metrics;

namespace Identity.Server.Protocol.Failures;

/// <summary>Counts protocol requests that failed.</summary>
internal sealed class FailureMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _errors = meters.Create("Identity.Server").CreateCounter<long>("identity.protocol.errors", "{request}", "Protocol requests that failed, by endpoint and error code");

    /// <param name="endpoint">One of ours.</param>
    /// <param name="error">What the app is told: a code of the specifications, never a text of the request.</param>
    public void Count(string endpoint, string error) => _errors.Add(
        1, KeyValuePair.Create<string, object?>("endpoint", endpoint), KeyValuePair.Create<string, object?>("error", error));
}
