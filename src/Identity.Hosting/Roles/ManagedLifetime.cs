using Microsoft.Extensions.Hosting;

namespace Identity.Hosting.Roles;

// The process handles signals once and stops its roles; the default lifetime would make every role do so by itself.
internal sealed class ManagedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
