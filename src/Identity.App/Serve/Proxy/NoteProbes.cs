using System.Net;
using Microsoft.Extensions.Primitives;

namespace Identity.App.Serve.Proxy;

/// <summary>
/// Outermost in the server role: notes how a request of <c>identity doctor</c> arrives, before forwarded headers are
/// taken out, and what the role made of it. The answer is the same as without.
/// </summary>
internal sealed class NoteProbes(ProxyProbes probes) : IStartupFilter
{
    /// <summary>The header that carries the number.</summary>
    public const string Header = "Identity-Doctor";

    private static readonly string[] Forwarding = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(HandleAsync);
        next(app);
    };

    private async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var number = context.Request.Headers[Header].ToString();
        if (number.Length == 0 || !probes.Awaits(number))
        {
            await next(context);
            return;
        }

        var (host, peer) = (context.Request.Host.Value ?? "", Text(context.Connection.RemoteIpAddress));
        var forwarded = Forwarding.Where(context.Request.Headers.ContainsKey).ToList();
        var before = context.Request.Headers["X-Forwarded-For"];
        await next(context);

        // What is believed is taken out of the header.
        var believed = before.Count > 0 && !StringValues.Equals(before, context.Request.Headers["X-Forwarded-For"]);
        probes.Note(number, new SeenRequest(host, context.Response.StatusCode == StatusCodes.Status421MisdirectedRequest, peer, Text(context.Connection.RemoteIpAddress), forwarded, believed));
    }

    private static string Text(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "";
}
