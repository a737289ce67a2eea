using System.Diagnostics;

namespace Identity.Benchmarks.Servers;

/// <summary>The worker beside the server, on the core of driver and database.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start(ServerKind kind)
    {
        var process = Process.Start(new ProcessStartInfo(kind.Command[0], kind.Command[1..]) { WorkingDirectory = kind.Directory, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return new WorkerProcess(process);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
