using System.Text.Json.Serialization;
using Identity.Hosting.Roles;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Identity.App.Serve;

/// <summary>The health of one role as the management address shows it.</summary>
internal sealed record RoleHealth(string Role, string Status, IReadOnlyList<CheckHealth> Checks, [property: JsonIgnore] HealthStatus Worst)
{
    public static RoleHealth Of(RoleName role, HealthReport report) => new(
        role.Name,
        report.Status.ToString(),
        [.. report.Entries.Select(entry => new CheckHealth(entry.Key, entry.Value.Status.ToString(), entry.Value.Description, (int)entry.Value.Duration.TotalMilliseconds))],
        report.Status);
}

internal sealed record CheckHealth(string Name, string Status, string? Description, int Milliseconds);
