using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Identity.Server.Tests.Protocol.ClientAuthentication;

/// <summary>Where an app publishes something: its keys, or the addresses of its sector.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private KeyServer(WebApplication app, string address) => (_app, Address) = (app, address);

    public string Address { get; }

    public JsonNode Keys { get; set; } = new JsonObject();

    /// <summary>What it answers with instead, when not 200.</summary>
    public int Status { get; set; } = 200;

    public int Calls => _calls;

    public static async Task<KeyServer> StartAsync()
    {
        var origin = $"http://127.0.0.1:{FreePort.Find()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(origin);
        var server = new KeyServer(builder.Build(), $"{origin}/published");
        server._app.MapGet("/published", http =>
        {
            Interlocked.Increment(ref server._calls);
            http.Response.StatusCode = server.Status;
            return http.Response.WriteAsync(server.Keys.ToJsonString());
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
