using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Identity.Server.Protocol.Keys;

/// <summary>Healthy once the keys have been read: before, the role answers nothing but "not yet".</summary>
internal sealed class KeysHealthCheck(TokenKeys keys) : IHealthCheck
{
    public const string Name = "keys";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(keys.Ready
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The signing keys have not been read yet. The log says why."));
}
