using System.Net;
using Identity.Core.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Identity.Core.Tests.Outbound;

/// <summary>A server that an application named, on all addresses of this machine, and our client that calls it.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private ServiceProvider? _services;

    private OtherServer(WebApplication app) => _app = app;

    /// <summary>What was asked for, with the address that the call came in at.</summary>
    public List<(string Path, IPAddress? At)> Requests { get; } = [];

    public int Port { get; private set; }

    public static async Task<OtherServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        var server = new OtherServer(builder.Build());
        server._app.Run(async http =>
        {
            lock (server.Requests) server.Requests.Add((http.Request.Path, http.Connection.LocalIpAddress));
            await answer(http);
        });
        await server._app.StartAsync();
        server.Port = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return server;
    }

    /// <summary>The client, with these settings of <c>Outbound</c>.</summary>
    public HttpClient Client(string? allowed = null, Action<IServiceCollection>? more = null, string timeout = "00:00:05")
    {
        var settings = new Dictionary<string, string?> { ["Outbound:Timeout"] = timeout, ["Outbound:MaximumResponseSize"] = "2048" };
        if (allowed is not null) settings["Outbound:AllowedNetworks:0"] = allowed;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        more?.Invoke(services);
        // Twice, as a role and one of its modules would.
        services.AddOutbound().AddOutbound();
        _services = services.BuildServiceProvider(validateScopes: true);
        return _services.GetRequiredService<IHttpClientFactory>().CreateClient(OutboundHttp.ClientName);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        await _app.DisposeAsync();
    }
}
