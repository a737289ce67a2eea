using System.Collections.Concurrent;
using System.Net;

namespace Identity.Nodes.Tests.Stage;

/// <summary>A process of the product with an installation of its own, whose log is read all the time.</summary>
public sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const int Lines = 200;

    // In the order of an installation's ports.
    private static readonly string[] Roles = ["server", "admin-api", "console", "worker"];
    private readonly ConcurrentQueue<string> _log = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    private Node(Installation installation, RunningServer process, string role)
    {
        (Installation, Process) = (installation, process);
        Url = new($"http://127.0.0.1:{installation.Ports[Array.IndexOf(Roles, role)]}");
        Read(process.Process.StandardOutput);
        Read(process.Process.StandardError);
    }

    public Installation Installation { get; }

    public RunningServer Process { get; }

    public Uri Url { get; }

    public IEnumerable<string> Log => _log;

    /// <summary>Starts and waits until it is ready.</summary>
    public static async Task<Node> StartAsync(Installation installation, params string[] args)
        => await ReadyAsync(new Node(installation, await RunningServer.StartAsync(installation, args), RoleIn(args)));

    /// <summary>As above, by a program that becomes the product's.</summary>
    public static async Task<Node> StartByAsync(Installation installation, string program, params string[] args)
        => await ReadyAsync(new Node(installation, await RunningServer.StartAsync(installation, program, args), RoleIn(args)));

    // Of several the first, which is where the node is asked whether it is ready.
    private static string RoleIn(string[] args) => Array.IndexOf(args, "--roles") is >= 0 and var at ? args[at + 1].Split(',')[0] : Roles[0];

    private static async Task<Node> ReadyAsync(Node node)
    {
        await node.UntilReadyAsync(true);
        return node;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Url, path));
        return answer.StatusCode;
    }

    public Task UntilReadyAsync(bool ready)
        => Until.TrueAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.OK == ready, Patience, $"Readiness is not {ready}.");

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _http.Dispose();
        Tell();
    }

    // What the node said is the better half of why a test failed.
    private void Tell()
    {
        if (TestContext.Current is not { TestState.Result: TestResult.Failed, TestOutputHelper: { } output }) return;

        output.WriteLine($"What {Url} said:");
        foreach (var line in _log.TakeLast(Lines)) output.WriteLine(line);
    }

    private void Read(StreamReader reader) => _ = Task.Run(async () =>
    {
        while (await reader.ReadLineAsync() is { } line) _log.Enqueue(line);
    });
}
