using System.Diagnostics;

namespace Identity.Benchmarks.Machine;

/// <summary>The server has the first core for itself; driver and database have the second, and what they start inherits that.</summary>
internal static class Cores
{
    /// <summary>What starts a process on the core of the servers; empty when there is only one.</summary>
    public static string[] OfServer { get; private set; } = [];

    public static void Divide()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2) return;

        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = 0b10;
        OfServer = ["taskset", "-c", "0"];
    }
}
