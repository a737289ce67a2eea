using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Identity.Testing.Processes;

/// <summary>A directory with data and ports of its own, in which the built <c>identity</c> executable runs.</summary>
public sealed class Installation : IDisposable
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = FindRoot();

    public static string Executable { get; } = Find();

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("identity-test-").FullName;

    public string Database => Path.Combine(Directory, "data", "identity.db");

    public int[] Ports { get; } = FreePorts(5);

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The settings that keep runs apart from each other.</summary>
    public IEnumerable<string> Addresses =>
    [
        $"--Server:Url=http://127.0.0.1:{Ports[0]}", $"--Server:PublicUrl=http://127.0.0.1:{Ports[0]}", $"--AdminApi:Url=http://127.0.0.1:{Ports[1]}",
        $"--Console:Url=http://127.0.0.1:{Ports[2]}", $"--Worker:Url=http://127.0.0.1:{Ports[3]}", $"--Management:Url=http://127.0.0.1:{Ports[4]}",
    ];

    public async Task<Result> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Result(process.ExitCode, await output, await error);
    }

    public Task<Result> ApplyAsync(string json, params string[] more)
    {
        File.WriteAllText(Path.Combine(Directory, "file.json"), json);
        return RunAsync(["apply", "file.json", .. more]);
    }

    public Process Start(params string[] args) => StartProgram(Executable, args);

    public Process StartProgram(string program, string[] args)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in args.Concat(Addresses.Where(address => !args.Any(own => own.StartsWith(address.Split('=')[0], StringComparison.Ordinal))))) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    // bin/{configuration}/{framework} is the same here and there.
    private static string Find()
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Root, "src", "Identity.App", "bin", output.Parent!.Name, output.Name, "identity");
    }

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Identity.sln"))) root = root.Parent!;
        return root.FullName;
    }
}

public sealed record Result(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}
