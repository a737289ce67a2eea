using System.Net;
using System.Net.Sockets;
using System.Text;
using Identity.App.Commands;
using Identity.App.Serve;
using Identity.Hosting.Roles;

namespace Identity.App.Tests.Serve;

public sealed class StopTests : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Theory]
    [InlineData(RunningServer.Terminate, 143)]
    [InlineData(Interrupt, 130)]
    public async Task B165_a_second_signal_ends_the_process_at_once(int second, int exitCode)
    {
        Assert.SkipWhen(IsIgnored(second), "This signal is ignored here, as in a job that a shell runs in the background: it comes to no process that is started from here.");
        await using var server = await RunningServer.StartAsync(installation, "serve", "--roles", "server");
        using var client = await SendForeverAsync();
        server.Signal();
        await ClosedAsync(0);
        Assert.False(server.Process.HasExited);

        server.Signal(second);

        Assert.Equal(exitCode, await server.EndAsync());
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task B165_a_request_that_never_ends_does_not_hold_the_process_for_more_than_thirty_seconds()
    {
        await using var server = await RunningServer.StartAsync(installation, "--Limits:HeaderTimeout=00:05:00");
        using var client = await HoldAsync(0);
        using var other = await HoldAsync(3);
        server.Signal();

        await server.Process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

        Assert.Equal(0, server.Process.ExitCode);
    }

    [Fact]
    public async Task A_start_that_is_stopped_before_its_end_is_not_done()
    {
        var settings = installation.Addresses.Append($"--Data:Directory={installation.Directory}/data").Select(text => text[2..].Split('=', 2)).ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        var process = new RoleProcess(new CommandContext(new Terminal(TextWriter.Null, TextWriter.Null, null), settings));

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => process.RunAsync([RoleName.Worker], new CancellationToken(canceled: true)));

        Assert.Equal(1, failure.ExitCode);
    }

    /// <summary>A request whose headers never end.</summary>
    private async Task<TcpClient> HoldAsync(int role = 3)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, installation.Ports[role]);
        var stream = client.GetStream();
        // A whole request before it: once that is answered, the second is being read.
        await stream.WriteAsync("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray());
        Assert.NotEqual(0, await stream.ReadAsync(new byte[1000]));
        return client;
    }

    /// <summary>A request whose body comes slowly and never ends; the server has asked for it, so it is being handled.</summary>
    private async Task<TcpClient> SendForeverAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, installation.Ports[0]);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /connect/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 50000\r\nExpect: 100-continue\r\n\r\n"u8.ToArray());
        var answer = new byte[1000];
        var length = await stream.ReadAsync(answer);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        _ = DripAsync(stream);
        return client;
    }

    // Faster than the least that the server puts up with.
    private static async Task DripAsync(NetworkStream stream)
    {
        try
        {
            while (true)
            {
                await stream.WriteAsync(new byte[50]);
                await Task.Delay(Pause);
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException)
        {
            // The process has ended, or the test.
        }
    }

    // Bit n - 1 of the mask stands for signal n.
    private static bool IsIgnored(int signal)
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..];
        return (Convert.ToUInt64(mask.Trim(), 16) >> (signal - 1) & 1) == 1;
    }

    private async Task ClosedAsync(int role)
    {
        try
        {
            while (true)
            {
                using var another = new TcpClient();
                await another.ConnectAsync(IPAddress.Loopback, installation.Ports[role]);
                // Else the process that is to close is kept busy by us.
                await Task.Delay(Pause);
            }
        }
        catch (SocketException)
        {
            // It stops listening first.
        }
    }
}
