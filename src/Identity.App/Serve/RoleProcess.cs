using Identity.App.Commands;
using Identity.App.Serve.Proxy;
using Identity.App.Settings;
using Identity.Hosting.Roles;

namespace Identity.App.Serve;

/// <summary>Runs the chosen roles until a signal comes or one of them ends by itself.</summary>
internal sealed class RoleProcess(CommandContext context)
{
    // Together a little less than the time after which the process is ended in any case (Termination).
    private static readonly TimeSpan DrainTimeOfCallers = TimeSpan.FromSeconds(13);
    private static readonly TimeSpan DrainTimeOfServer = TimeSpan.FromSeconds(14);

    private readonly List<RunningRole> roles = [];

    public async Task<int> RunAsync(IReadOnlyList<RoleName> chosen, CancellationToken ct)
    {
        var settings = context.ReadSettings();
        ListenerAddresses.Check([.. chosen, ListenerAddresses.Management], settings);
        var log = new HostLog();
        var start = new RoleStart(settings, log.QuietWhileStarting) { EnvironmentName = CommandContext.EnvironmentName };
        try
        {
            // Every setting is checked before anything is touched.
            var probes = new ProxyProbes(TimeProvider.System);
            foreach (var role in chosen) roles.Add(new RunningRole(role, Roles.Create(role, start, probes)));
            roles.Add(new RunningRole(ListenerAddresses.Management, ManagementEndpoint.Create(start, [.. roles], probes)));
            foreach (var role in roles) role.CheckSettings();

            var announcement = await Preparation.RunAsync(chosen, settings, ct);
            foreach (var role in roles) await role.StartAsync(ct);
            log.Started();
            announcement.Print(context.Terminal, roles);

            var ended = await WaitAsync(ct);
            await StopAsync();
            return ended is null ? ExitCode.Done : throw Failed(ended);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Not "done": nobody can tell any more whether the start would have succeeded.
            await StopAsync();
            throw new CommandFailed("Stopped before all roles had started.");
        }
        finally
        {
            foreach (var role in roles) await role.DisposeAsync();
        }
    }

    /// <summary>The role that ended by itself, or null when the process was asked to stop.</summary>
    private async Task<RunningRole?> WaitAsync(CancellationToken ct)
    {
        var ended = new TaskCompletionSource<RunningRole?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = ct.Register(() => ended.TrySetResult(null));
        foreach (var role in roles) role.App.Lifetime.ApplicationStopping.Register(() => ended.TrySetResult(role));
        return await ended.Task;
    }

    private static CommandFailed Failed(RunningRole ended) => ended.Failure is { } failure
        ? Sentence.RoleFailed(ended.Name, "stopped", failure)
        : new CommandFailed($"role '{ended.Name}' stopped by itself; the log says why.");

    // The server goes last: requests in flight of the others may need it.
    private async Task StopAsync()
    {
        await StopAsync(roles.Where(role => role.Name != RoleName.Server), DrainTimeOfCallers);
        await StopAsync(roles.Where(role => role.Name == RoleName.Server), DrainTimeOfServer);
    }

    private static async Task StopAsync(IEnumerable<RunningRole> some, TimeSpan drainTime)
    {
        using var deadline = new CancellationTokenSource(drainTime);
        await Task.WhenAll(some.Select(role => role.App.StopAsync(deadline.Token)));
    }
}
