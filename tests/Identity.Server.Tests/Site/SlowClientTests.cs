using System.Net.Sockets;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

public sealed class SlowClientTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task B133_who_never_finishes_the_headers_is_cut_off()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:HeaderTimeout"] = "00:00:01" });

        await EndsAsync(server, "GET /signin HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Never: ");
    }

    [Fact]
    public async Task B133_who_sends_a_body_too_slowly_is_cut_off()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:MinimumBytesPerSecond"] = "1000000" });
        var head = $"POST /connect/token HTTP/1.1\r\nHost: {server.Url.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n";

        await EndsAsync(server, head + "grant_type=");
    }

    // The server is the one to end the connection: with an answer or without, but without waiting for the rest.
    private static async Task EndsAsync(TestServer server, string sent)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Url.Host, server.Url.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent));

        using var ct = new CancellationTokenSource(Enough);
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, ct.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Cut off without a word.
        }
    }
}
