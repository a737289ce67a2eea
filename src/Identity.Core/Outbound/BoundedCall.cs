using System.Net;
using Microsoft.Extensions.Options;

namespace Identity.Core.Outbound;

/// <summary>Reads the whole answer here, so that the bounds of time and size hold however the caller reads.</summary>
internal sealed class BoundedCall(IOptions<OutboundOptions> options, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // HTTP/3 does not ask us before it connects.
        (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower);

        var host = request.RequestUri!.Host;
        using var late = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            await BufferAsync(host, response, either.Token);
            return response;
        }
        catch (Exception failure)
        {
            response?.Dispose();
            if (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested) throw TooLate(host, failure);
            if (failure.InnerException is OutboundException rule) throw new OutboundException(rule.Message, failure);
            throw;
        }
    }

    private async Task BufferAsync(string host, HttpResponseMessage response, CancellationToken ct)
    {
        var limit = options.Value.MaximumResponseSize;
        if (response.Content.Headers.ContentLength > limit) throw TooLarge(host);

        using var body = new MemoryStream();
        await using (var source = await response.Content.ReadAsStreamAsync(ct))
        {
            var part = new byte[8192];
            for (var read = 0; (read = await source.ReadAsync(part, ct)) > 0;)
            {
                if (body.Length + read > limit) throw TooLarge(host);
                await body.WriteAsync(part.AsMemory(0, read), ct);
            }
        }

        var content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in response.Content.Headers.Where(header => header.Key != "Content-Length")) content.Headers.TryAddWithoutValidation(name, values);
        response.Content.Dispose();
        response.Content = content;
    }

    private OutboundException TooLate(string host, Exception failure)
        => new($"'{host}' did not answer within {options.Value.Timeout.TotalSeconds:0} seconds (Outbound:Timeout).", failure);

    private OutboundException TooLarge(string host)
        => new($"'{host}' answered with more than {options.Value.MaximumResponseSize} bytes (Outbound:MaximumResponseSize).");
}
