using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Hosting.Roles;

/// <summary>What a role is given when it is created: the same for all roles of a process.</summary>
/// <param name="Configuration">The settings of the process.</param>
/// <param name="Replace">Runs after the role's own registrations; tests put a fake clock here.</param>
public sealed record RoleStart(IConfiguration Configuration, Action<IServiceCollection>? Replace = null)
{
    /// <summary>The .NET environment name; only developers set it to <c>Development</c>.</summary>
    public string EnvironmentName { get; init; } = "Production";
}
