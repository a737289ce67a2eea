using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Identity.Core.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using OpenIddict.Server;

namespace Identity.Server.Protocol.Discovery;

/// <summary>
/// Keeps what OpenIddict answered for discovery and JWKS, which are the same for everybody, and answers with it until keys
/// or configuration change. It needs no database then.
/// </summary>
internal sealed class ServePrepared(RequestDelegate next, IOptionsMonitor<OpenIddictServerOptions> options, Catalog catalog)
{
    private sealed record Document(OpenIddictServerOptions Options, IChangeToken Configuration, string? ContentType, byte[] Bytes)
    {
        public EntityTagHeaderValue Tag { get; } = new($"\"{Base64Url.EncodeToString(SHA256.HashData(Bytes))}\"");
    }

    private readonly ConcurrentDictionary<string, Document> _prepared = [];

    public async Task InvokeAsync(HttpContext http)
    {
        // Whatever is asked in another way is OpenIddict's to answer, or to refuse.
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.QueryString.HasValue || !DiscoveryServices.Documents.Contains(http.Request.Path.Value!))
        {
            await next(http);
        }
        else if (Find(http.Request.Path.Value!) is { } prepared)
        {
            await SendAsync(http, prepared);
        }
        else
        {
            await PrepareAsync(http);
        }
    }

    private Document? Find(string path)
        => _prepared.TryGetValue(path, out var document) && document.Options == options.CurrentValue && !document.Configuration.HasChanged ? document : null;

    private async Task PrepareAsync(HttpContext http)
    {
        // What they were before the answer: a change in between makes it old at once.
        var (settings, configuration) = (options.CurrentValue, catalog.GetChangeToken());
        var body = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        if (http.Response.StatusCode != StatusCodes.Status200OK)
        {
            await body.WriteAsync(buffer.ToArray(), http.RequestAborted);
            return;
        }

        var document = new Document(settings, configuration, http.Response.ContentType, buffer.ToArray());
        _prepared[http.Request.Path.Value!] = document;
        http.Response.ContentLength = null;
        await SendAsync(http, document);
    }

    private static Task SendAsync(HttpContext http, Document document)
    {
        // May be kept, and is asked about each time: an app that meets a new key must find it.
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(document.Bytes, document.ContentType, entityTag: document.Tag).ExecuteAsync(http);
    }
}
