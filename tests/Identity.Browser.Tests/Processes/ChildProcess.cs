using System.Collections.Concurrent;
using System.Diagnostics;

namespace Identity.Browser.Tests.Processes;

/// <summary>A program that runs beside the test: its output is kept for the message of a failure, and it ends with the test.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ChildProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public string Output => string.Join('\n', lines);

    public IEnumerable<string> Lines => lines;

    public bool HasExited => process.HasExited;

    /// <summary>Waits for the end and for the last line of output, which may come after it.</summary>
    public Task WaitForExitAsync() => process.WaitForExitAsync();

    public static ChildProcess Start(string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = start });
        child.process.Start();
        child.process.StandardInput.Close();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end; an exit code other than 0 fails the test with the program's words.</summary>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment, TimeSpan limit)
    {
        await using var child = Start(program, arguments, directory, environment);
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await child.process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{program} was still running after {limit}:\n{child.Output}");
        }

        Assert.True(child.process.ExitCode == 0, $"{program} ended with exit code {child.process.ExitCode}:\n{child.Output}");
        return child.Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
