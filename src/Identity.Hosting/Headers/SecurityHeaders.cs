using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Identity.Hosting.Headers;

public static class SecurityHeaders
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private const string Permissions =
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()";

    private const string StrictTransport = "max-age=63072000";

    /// <summary>Puts the security headers on every response of the role, errors included.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var https = app.ApplicationServices.GetService(typeof(RoleAddress)) is RoleAddress { IsHttps: true };
        return app.Use((context, next) =>
        {
            context.Response.OnStarting(() => Apply(context, https));
            return next(context);
        });
    }

    private static Task Apply(HttpContext context, bool https)
    {
        var traffic = context.Features.Get<PageTraffic>();
        var response = context.Response;
        var headers = response.Headers;

        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = PolicyFor(traffic);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = traffic?.ClientId is null ? "same-origin" : "unsafe-none";
        if (https) headers.StrictTransportSecurity = StrictTransport;
        if (IsPage(response)) headers.CacheControl = "no-store";
        headers.Remove(HeaderNames.Server);
        return Task.CompletedTask;
    }

    private static string PolicyFor(PageTraffic? traffic)
    {
        if (traffic is null) return ContentPolicy;

        var policy = string.Join(' ', [ContentPolicy, .. traffic.FormTargets]);
        return traffic.Frames.Count > 0 ? $"{policy}; frame-src {string.Join(' ', traffic.Frames)}" : policy;
    }

    private static bool IsPage(HttpResponse response)
        => response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
           || (response.StatusCode is >= 300 and < 400 and not StatusCodes.Status304NotModified);
}
