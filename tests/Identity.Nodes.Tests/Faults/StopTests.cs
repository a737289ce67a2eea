using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Identity.Nodes.Tests.Stage;

namespace Identity.Nodes.Tests.Faults;

public sealed class StopTests : IAsyncLifetime
{
    private const int AtOnce = 20;
    private Deployment deployment = null!;

    public async ValueTask InitializeAsync() => deployment = await Deployment.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (deployment is not null) await deployment.DisposeAsync();
    }

    [Fact]
    public async Task B165_a_signal_to_stop_fails_no_request_that_was_accepted()
    {
        var (_, app) = await deployment.CreateAsync(new { grant_types = new[] { "client_credentials" }, redirect_uris = (string[]?)null, scope = "admin" });
        var node = await deployment.StartAsync();
        Assert.Equal(200, (await node.Url.TokenAsync(app, ("grant_type", "client_credentials"))).Status);
        var accepted = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => AcceptedRequest.OpenAsync(node.Url, app)));

        var stopping = Stopwatch.StartNew();
        node.Process.Signal();
        await ClosedAsync(node.Url);
        var answers = await Task.WhenAll(accepted.Select(request => request.FinishAsync()));

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Contains("access_token", answer, StringComparison.Ordinal));
        Assert.Equal(0, await node.Process.EndAsync());
        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(30), $"It took {stopping.Elapsed}.");
    }

    private static Task<TimeSpan> ClosedAsync(Uri url) => Until.TrueAsync(
        async () =>
        {
            try
            {
                using var another = new TcpClient();
                await another.ConnectAsync(IPAddress.Loopback, url.Port);
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        },
        TimeSpan.FromSeconds(20), "It goes on listening.");

    /// <summary>A token request that the server has begun to read: it asked for the body, which has not been sent yet.</summary>
    private sealed class AcceptedRequest(TcpClient connection)
    {
        private const string Body = "grant_type=client_credentials";

        public static async Task<AcceptedRequest> OpenAsync(Uri url, App app)
        {
            var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, url.Port);
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.Secret}"));
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /connect/token HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Basic {credentials}\r\nConnection: close\r\n" +
                $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"));
            var answer = new byte[100];
            var length = await connection.GetStream().ReadAsync(answer);
            Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
            return new AcceptedRequest(connection);
        }

        public async Task<string> FinishAsync()
        {
            using (connection)
            {
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Body));
                using var reader = new StreamReader(connection.GetStream());
                return await reader.ReadToEndAsync();
            }
        }
    }
}
