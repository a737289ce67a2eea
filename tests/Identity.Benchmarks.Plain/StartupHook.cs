using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using System.Runtime;

/// <summary>
/// Put into the process of a server by <c>DOTNET_STARTUP_HOOKS</c>: writes how much it has allocated, and how many methods
/// it has compiled, to a file that the benchmark reads. So neither server has anything built in for being measured.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = ".NET looks for it there.")]
[SuppressMessage("Usage", "CA1801:Review unused parameters", Justification = "Looked for by name.")]
internal static class StartupHook
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("BENCHMARK_ALLOCATIONS") is not { Length: > 0 } path) return;

        var view = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, 2 * sizeof(long)).CreateViewAccessor();
        new Thread(() =>
        {
            while (true)
            {
                view.Write(0, GC.GetTotalAllocatedBytes());
                view.Write(sizeof(long), (long)JitInfo.GetCompiledMethodCount());
                Thread.Sleep(Interval);
            }
        })
        { IsBackground = true, Name = "allocations" }.Start();
    }
}
