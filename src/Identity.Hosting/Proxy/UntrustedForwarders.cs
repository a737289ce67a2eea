using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Proxy;

/// <summary>Says once for each address that its forwarded headers are not believed.</summary>
internal sealed partial class UntrustedForwarders(IOptions<ProxyOptions> options, ILogger<UntrustedForwarders> logger)
{
    // Anybody can send these headers from many addresses: beyond this number nothing is remembered or logged.
    private const int MostAddresses = 256;

    private static readonly string[] Headers = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"];

    private readonly IPNetwork[] _trusted = [.. options.Value.Networks];
    private readonly ConcurrentDictionary<IPAddress, byte> _seen = new();

    public void Note(HttpContext context)
    {
        if (Headers.FirstOrDefault(context.Request.Headers.ContainsKey) is not { } header) return;
        if (context.Connection.RemoteIpAddress is not { } remote) return;

        var address = remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote;
        if (_trusted.Any(network => network.Contains(address))) return;
        if (_seen.Count < MostAddresses && _seen.TryAdd(address, 0)) Ignored(logger, header, address);
    }

    [LoggerMessage(LogLevel.Warning, "Ignored the header {Header} from {Address}: it is not a trusted proxy. If it is yours, add it to the setting Proxy:Trusted, for example Proxy__Trusted__0={Address}")]
    private static partial void Ignored(ILogger logger, string header, IPAddress address);
}
