using System.Collections.Concurrent;
using System.Text;
using Identity.Testing.Receivers;

namespace Identity.App.Tests.Telemetry;

/// <summary>Takes what is exported over OTLP and keeps it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Bytes)> _received = [];
    private AppServer _server = null!;

    public Uri Url => _server.Url;

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        collector._server = await AppServer.StartAsync(async (_, context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector._received.Enqueue((context.Request.Path, body.ToArray()));
        });
        return collector;
    }

    /// <summary>All that came to an address; texts are in clear in it.</summary>
    public string At(string path) => string.Concat(_received.Where(sent => sent.Path == path).Select(sent => Encoding.Latin1.GetString(sent.Bytes)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
