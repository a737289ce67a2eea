using System.Runtime.InteropServices;

namespace Identity.App.Commands;

/// <summary>
/// Turns SIGTERM and SIGINT into a cancelled token. A second signal, or a command that does not come to an end in time,
/// ends the process at once.
/// </summary>
internal sealed class Termination : IDisposable
{
    // What a supervisor waits before it kills, less the time that ending takes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(29);

    // A process that a signal ended is known by 128 and the signal's number.
    private const int InterruptedCode = 128 + 2;
    private const int TerminatedCode = 128 + 15;

    private readonly CancellationTokenSource asked = new();
    private readonly List<PosixSignalRegistration> registrations;
    private Timer? deadline;

    public Termination() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Ask(signal, TerminatedCode)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Ask(signal, InterruptedCode)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => asked.Token;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        deadline?.Dispose();
        asked.Dispose();
    }

    private void Ask(PosixSignalContext signal, int exitCode)
    {
        signal.Cancel = true;
        if (Interlocked.CompareExchange(ref deadline, new Timer(_ => Environment.Exit(ExitCode.Failed), null, Patience, Timeout.InfiniteTimeSpan), null) is not null)
        {
            Environment.Exit(exitCode);
        }

        // Not here: what is cancelled may take its time, and the second signal must get through.
        _ = asked.CancelAsync();
    }
}
