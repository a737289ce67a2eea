using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Identity.Testing.Processes;

/// <summary><c>identity serve</c> as a process: it listens once it is here, and is stopped by a signal.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    public const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private RunningServer(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>What it said until it listened.</summary>
    public string Output { get; private set; } = "";

    public static Task<RunningServer> StartAsync(Installation installation, params string[] args)
        => ListeningAsync(installation.Start(args is ["serve", ..] ? args : ["serve", .. args]), args);

    /// <summary>Another executable than the one that was built beside the tests.</summary>
    public static Task<RunningServer> StartAsync(Installation installation, string program, string[] args)
        => ListeningAsync(installation.StartProgram(program, args), args);

    private static async Task<RunningServer> ListeningAsync(Process process, string[] args)
    {
        var server = new RunningServer(process);
        try
        {
            // The last line of a start that names where things are; a console alone has no directories.
            server.Output = await server.ReadUntilAsync(Array.IndexOf(args, "--roles") is >= 0 and var at && args[at + 1] == "console" ? "console" : "themes");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads on until a line has this text.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var output = "";
        while (!output.Contains(text, StringComparison.Ordinal))
        {
            output += await Process.StandardOutput.ReadLineAsync(timeout.Token) is { } line ? $"{line}\n" : throw new InvalidOperationException($"It ended: {output}{await Process.StandardError.ReadToEndAsync()}");
        }

        return output;
    }

    public void Signal(int number = Terminate) => Assert.Equal(0, Kill(Process.Id, number));

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        await Process.WaitForExitAsync(timeout.Token);
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
