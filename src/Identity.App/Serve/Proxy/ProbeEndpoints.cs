using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Identity.App.Serve.Proxy;

/// <summary>For <c>identity doctor</c> on the same machine; for others there is nothing here.</summary>
internal static class ProbeEndpoints
{
    public const string Path = "/doctor/proxy";

    public static void MapProbes(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path).AddEndpointFilter(async (call, next) =>
            call.HttpContext.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller) ? await next(call) : TypedResults.NotFound());
        group.MapPost("/", Start);
        group.MapGet("/{number}", Take);
    }

    private static Results<Ok<string>, StatusCodeHttpResult> Start(ProxyProbes probes)
        => probes.Start() is { } number ? TypedResults.Ok(number) : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);

    private static Results<Ok<SeenRequest>, NotFound> Take(string number, ProxyProbes probes)
        => probes.Take(number) is { } seen ? TypedResults.Ok(seen) : TypedResults.NotFound();
}
