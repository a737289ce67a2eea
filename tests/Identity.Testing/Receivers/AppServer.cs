using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Identity.Testing.Receivers;

/// <summary>An app's own server on a loopback socket: it notes what it is sent and answers as the test says.</summary>
public sealed class AppServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly WebApplication _app;
    private int _count;

    private AppServer(Func<int, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            var number = Interlocked.Increment(ref _count);
            // The test reads it again, as bytes.
            context.Request.EnableBuffering();
            var form = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()) : [];
            using var body = new StreamReader(context.Request.Body, leaveOpen: true);
            _received.Writer.TryWrite(new(context.Request.Method, context.Request.Path, context.Request.ContentType, form)
            {
                Body = context.Request.HasFormContentType ? "" : await body.ReadToEndAsync(),
                Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            });
            context.Request.Body.Position = 0;
            await answer(number, context);
        });
    }

    public Uri Url => new(_app.Urls.First());

    /// <summary>How many requests came so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <param name="answer">The status for the first request, the second, …; the last stands for all that follow.</param>
    public static Task<AppServer> StartAsync(params int[] answer) => StartAsync((number, context) =>
    {
        context.Response.StatusCode = answer.Length == 0 ? StatusCodes.Status200OK : answer[Math.Min(number, answer.Length) - 1];
        return Task.CompletedTask;
    });

    /// <param name="answer">What it does with the request of that number, counted from 1.</param>
    public static async Task<AppServer> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var server = new AppServer(answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The next request that came, in their order.</summary>
    public async Task<Received> NextAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        return await _received.Reader.ReadAsync(timeout.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A request as the app saw it.</summary>
public sealed record Received(string Method, string Path, string? ContentType, IReadOnlyDictionary<string, string> Form)
{
    /// <summary>What is no form.</summary>
    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
