using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Identity.App.Tests.Doctor;

/// <summary>A reverse proxy that passes GET requests on: over a real port, to another real port.</summary>
public sealed class ReverseProxy : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly WebApplication app;

    private ReverseProxy(int backend, bool keepsHost, string? forwardedFor)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(context => PassOnAsync(context, $"http://127.0.0.1:{backend}", keepsHost, forwardedFor));
    }

    public int Port => new Uri(app.Urls.Single()).Port;

    public static async Task<ReverseProxy> StartAsync(int backend, bool keepsHost = true, string? forwardedFor = "203.0.113.7")
    {
        var proxy = new ReverseProxy(backend, keepsHost, forwardedFor);
        await proxy.app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task PassOnAsync(HttpContext context, string backend, bool keepsHost, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{backend}{context.Request.Path}{context.Request.QueryString}");
        foreach (var header in context.Request.Headers.Where(header => header.Key != "Host")) request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        request.Headers.Host = keepsHost ? context.Request.Host.Value : "inside.example.com";
        if (forwardedFor is not null) request.Headers.Add("X-Forwarded-For", forwardedFor);

        using var answer = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
    }
}
