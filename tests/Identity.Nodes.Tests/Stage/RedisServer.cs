using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Identity.Nodes.Tests.Stage;

/// <summary>A Redis of the test's own that keeps nothing.</summary>
public sealed class RedisServer : IDisposable
{
    private Process? _process;

    public int Port { get; } = FreePort();

    public string Setting => $"--Redis:ConnectionString=127.0.0.1:{Port},connectTimeout=1000";

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Until.TrueAsync(async () => (await AskAsync("PING")).StartsWith("+PONG", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "Redis does not start.");
    }

    /// <summary>How many nodes listen for changes.</summary>
    public async Task<int> ListenersAsync() => int.Parse((await AskAsync("PUBSUB NUMSUB identity:configuration")).Trim().Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) Kill();
        _process?.Dispose();
    }

    private async Task<string> AskAsync(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{command}\r\n"));
            var answer = new byte[1000];
            return System.Text.Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
