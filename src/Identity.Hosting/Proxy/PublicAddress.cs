using System.Net;
using Identity.Hosting.Problems;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Proxy;

public static class PublicAddress
{
    /// <summary>
    /// Gives every request the role's public scheme, host and path base, whatever it came with, so that no link can be
    /// poisoned; and the client's address from trusted proxies only. A foreign host is refused with 421.
    /// </summary>
    public static IApplicationBuilder UsePublicAddress(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var forwarders = services.GetRequiredService<UntrustedForwarders>();
        app.Use((context, next) =>
        {
            forwarders.Note(context);
            return next(context);
        });
        app.UseForwardedHeaders(Forwarding(services.GetRequiredService<IOptions<ProxyOptions>>().Value));

        var hosts = new KnownHosts(services.GetRequiredService<RoleAddress>());
        return app.Use((context, next) => hosts.HandleAsync(context, next));
    }

    private static ForwardedHeadersOptions Forwarding(ProxyOptions proxy)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxy.Networks) options.KnownIPNetworks.Add(network);

        // With nobody trusted the framework would believe everybody.
        if (options.KnownIPNetworks.Count == 0) options.ForwardedHeaders = ForwardedHeaders.None;
        return options;
    }

    private sealed class KnownHosts(RoleAddress address)
    {
        private readonly HostString _public = new(address.PublicUrl.Authority);
        private readonly HostString _listening = new(address.Url.Authority);
        private readonly PathString _base = new(address.PublicUrl.AbsolutePath.TrimEnd('/'));

        public Task HandleAsync(HttpContext context, RequestDelegate next)
        {
            var request = context.Request;
            if (!IsKnown(request.Host, context.Connection.LocalPort) && !request.Path.StartsWithSegments("/health"))
            {
                return Refuse(context);
            }

            context.Features.Set(new ReceivedHost(request.Host, Same(request.Host, _public, address.PublicUrl)));
            request.Scheme = address.PublicUrl.Scheme;
            request.Host = _public;
            if (_base.HasValue)
            {
                // Some proxies strip the path before they pass a request on, some do not.
                if (request.Path.StartsWithSegments(_base, out var rest)) request.Path = rest;
                request.PathBase = _base;
            }

            return next(context);
        }

        private bool IsKnown(HostString host, int localPort)
            => Same(host, _public, address.PublicUrl) || Same(host, _listening, address.Url) || (IsLoopback(host.Host) && (host.Port ?? 80) == localPort);

        private static bool Same(HostString host, HostString known, Uri uri)
            => string.Equals(host.Host, known.Host, StringComparison.OrdinalIgnoreCase) && (host.Port ?? uri.Port) == uri.Port;

        private static bool IsLoopback(string host)
            => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
               || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

        private Task Refuse(HttpContext context)
        {
            var received = context.Request.Host.Value ?? "";
            if (received.Length > 255) received = received[..255];
            return Problem.Of("unknown-host", StatusCodes.Status421MisdirectedRequest, "This address is not served here",
                $"The request came for the host '{received}', but this is '{_public}'. Set {address.Setting} to the address that people use, or let the proxy pass the original Host header on.")
                .ExecuteAsync(context);
        }
    }
}
