using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Net;
using System.Net.Sockets;
using Identity.Benchmarks.Machine;

namespace Identity.Benchmarks.Servers;

/// <summary>One of the two servers: a process on a core of its own.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly MemoryMappedViewAccessor? _allocations;

    private MeasuredServer(ServerKind kind, Process process, MemoryMappedViewAccessor? allocations, TimeSpan start)
    {
        (Kind, _process, _allocations, ColdStart) = (kind, process, allocations, start);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { BaseAddress = kind.Url };
    }

    public ServerKind Kind { get; }

    public HttpClient Http { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ColdStart { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has allocated so far; as new as the last 20 ms.</summary>
    public long AllocatedBytes => _allocations?.ReadInt64(0) ?? 0;

    /// <summary>Methods that it has compiled so far: while there are more and more, it has not come to rest.</summary>
    public long CompiledMethods => _allocations?.ReadInt64(sizeof(long)) ?? 0;

    /// <param name="kind">Which.</param>
    /// <param name="countAllocations">Puts a thread into the process that says what it allocates.</param>
    public static async Task<MeasuredServer> StartAsync(ServerKind kind, bool countAllocations)
    {
        string[] command = [.. Cores.OfServer, .. kind.Command];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = kind.Directory, RedirectStandardOutput = true };
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        MemoryMappedViewAccessor? allocations = null;
        if (countAllocations)
        {
            var file = Path.Combine(kind.Directory, "allocations");
            allocations = MemoryMappedFile.CreateFromFile(file, FileMode.OpenOrCreate, mapName: null, 2 * sizeof(long)).CreateViewAccessor();
            start.Environment["DOTNET_STARTUP_HOOKS"] = SourceTree.Program("tests/Identity.Benchmarks.Plain", "Identity.Benchmarks.Plain.dll");
            start.Environment["BENCHMARK_ALLOCATIONS"] = file;
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = kind.Url, Timeout = TimeSpan.FromSeconds(10) };
        while (!await AnswersAsync(http))
        {
            if (process.HasExited || watch.Elapsed > Patience) throw new InvalidOperationException($"{kind.Name} did not start.");
            await Task.Delay(5);
        }

        return new MeasuredServer(kind, process, allocations, watch.Elapsed);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Http.Dispose();
        Kill(null, EventArgs.Empty);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _allocations?.Dispose();
    }

    // Also when the benchmark is stopped in the middle.
    private void Kill(object? sender, EventArgs e)
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
