using Identity.Hosting.Problems;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Protocol.Keys;

/// <summary>Until the keys have been read, everything but health says "not yet" instead of failing.</summary>
internal sealed class RequireKeys(RequestDelegate next, TokenKeys keys)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (keys.Ready) return next(http);

        // Without keys everything behind this fails, authentication too: health is answered from here.
        if (http.Request.Path.StartsWithSegments("/health") && http.GetEndpoint()?.RequestDelegate is { } health) return health(http);

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.AskToRetry();
        return Task.CompletedTask;
    }
}
