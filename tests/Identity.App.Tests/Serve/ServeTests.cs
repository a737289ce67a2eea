using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Identity.App.Tests.Serve;

public sealed partial class ServeTests : IDisposable
{
    private readonly Installation installation = new();
    private readonly HttpClient http = new(new SocketsHttpHandler());

    public void Dispose()
    {
        http.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task All_roles_start_tell_where_they_are_and_stop_on_a_signal()
    {
        using var process = installation.Start();
        var started = await ReadUntilAsync(process, "/setup/");

        foreach (var port in installation.Ports[..4]) Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"))).StatusCode);
        Assert.Contains("\"worker\"", await http.GetStringAsync(new Uri($"http://127.0.0.1:{installation.Ports[4]}/health")), StringComparison.Ordinal);
        Assert.Contains(Path.Combine(installation.Directory, "data"), started, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(installation.Directory, "data")));

        Assert.Equal(0, await StopAsync(process));
    }

    [Fact]
    public async Task A_restart_before_set_up_changes_nothing_and_says_how_to_get_a_link()
    {
        using var first = installation.Start();
        await ReadUntilAsync(first, "/setup/");
        await StopAsync(first);

        using var second = installation.Start();
        var output = await ReadUntilAsync(second, "identity setup-link");
        await StopAsync(second);

        Assert.DoesNotContain("/setup/", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_named_roles_run()
    {
        using var process = installation.Start("serve", "--roles", "worker");
        var output = await ReadUntilAsync(process, "/setup/");

        Assert.DoesNotContain("console", output, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri($"http://127.0.0.1:{installation.Ports[0]}/health/live")));
        Assert.Equal(0, await StopAsync(process));
    }

    [Fact]
    public async Task The_management_address_and_the_roles_do_not_answer_each_others_addresses()
    {
        using var process = installation.Start();
        await ReadUntilAsync(process, "/setup/");

        foreach (var port in installation.Ports[..4]) Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://127.0.0.1:{installation.Ports[4]}/health/live"))).StatusCode);
        await StopAsync(process);
    }

    [Fact]
    public async Task A_taken_port_ends_the_process_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, installation.Ports[2]);
        other.Start();

        var result = await installation.RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("identity: role 'console' did not start: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.DoesNotContain("Exception", result.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "Server:PublicUri: there is no such setting. Did you mean 'PublicUrl'?", "--Server:PublicUri=x")]
    [InlineData(3, "Serve: there is no such setting. Did you mean 'Server'?", "--Serve:Url=http://localhost:1")]
    [InlineData(3, "Server:PublicUrl: 'http://login.example.com/' is plain http", "--Server:PublicUrl=http://login.example.com")]
    [InlineData(3, "Worker:Url: 'nowhere' is not an http or https address", "--Worker:Url=nowhere")]
    [InlineData(3, "Database:Provider: 'Oracle' is not one of the values it can have. A valid example: Sqlite", "--Database:Provider=Oracle")]
    [InlineData(3, "Database:MigrateOnStart: 'maybe' is not true or false.", "--Database:MigrateOnStart=maybe")]
    [InlineData(3, "Database:ConnectionString: it is needed", "--Database:Provider=PostgreSql")]
    [InlineData(2, "There is no role 'foo'. The roles are: server, admin-api, console, worker.", "serve", "--roles", "foo")]
    [InlineData(2, "The setting '--Server:Url' has no value.", "--Server:Url")]
    [InlineData(2, "Unrecognized command or argument 'srve'", "srve")]
    public async Task A_mistake_is_named_and_explained(int exitCode, string sentence, params string[] args)
    {
        var result = await installation.RunAsync(args);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_misspelt_section_in_a_file_is_named_with_the_file()
    {
        await File.WriteAllTextAsync(Path.Combine(installation.Directory, "appsettings.json"), """{ "Databse": { "Provider": "Sqlite" } }""");

        var result = await installation.RunAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Databse: there is no such setting (in appsettings.json). Did you mean 'Database'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B165_a_signal_lets_the_request_in_flight_finish()
    {
        using var process = installation.Start("serve", "--roles", "worker");
        await ReadUntilAsync(process, "/setup/");

        // A whole request and half of another: once the first is answered, the second is in flight.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, installation.Ports[3]);
        var stream = client.GetStream();
        await stream.WriteAsync("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray());
        await ReadAnswerAsync(stream);
        Signal(process);
        while (await AnswersAsync()) await Task.Yield();
        await stream.WriteAsync("\r\n"u8.ToArray());

        Assert.StartsWith("HTTP/1.1 200", await ReadAnswerAsync(stream), StringComparison.Ordinal);
        client.Close();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        Assert.Equal(0, process.ExitCode);
    }

    // To the end of its last chunk.
    private static async Task<string> ReadAnswerAsync(NetworkStream stream)
    {
        var (answer, buffer) = ("", new byte[1000]);
        while (!answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) break;

            answer += System.Text.Encoding.ASCII.GetString(buffer, 0, read);
        }

        return answer;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var another = new TcpClient();
            await another.ConnectAsync(IPAddress.Loopback, installation.Ports[3]);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_log_that_nobody_reads_holds_no_request_up()
    {
        await using var server = await RunningServer.StartAsync(installation, "serve", "--roles", "worker", "--Logging:LogLevel:Microsoft.AspNetCore=Information");
        using var patient = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(30) };

        // Some lines each: more than a pipe and the queue before it take.
        for (var i = 0; i < 2000; i++) Assert.Equal(HttpStatusCode.OK, (await patient.GetAsync(new Uri($"http://127.0.0.1:{installation.Ports[3]}/health/live"))).StatusCode);
    }

    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = "";
        while (!output.Contains(text, StringComparison.Ordinal))
        {
            output += await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line ? $"{line}\n" : throw new InvalidOperationException($"It ended: {output}{await process.StandardError.ReadToEndAsync()}");
        }

        return output;
    }

    private static async Task<int> StopAsync(Process process)
    {
        Signal(process);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    private static void Signal(Process process) => Assert.Equal(0, Kill(process.Id, 15));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
