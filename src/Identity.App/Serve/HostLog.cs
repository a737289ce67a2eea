namespace Identity.App.Serve;

/// <summary>
/// A role that does not start is reported in one sentence by the process; the host would add a stack trace. Once all
/// roles run, the host's own messages count again: they tell of background services that crash.
/// </summary>
internal sealed class HostLog
{
    private volatile bool started;

    public void Started() => started = true;

    public void QuietWhileStarting(IServiceCollection services)
        => services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Warning));
}
