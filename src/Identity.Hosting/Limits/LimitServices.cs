using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Identity.Hosting.Limits;

internal static class LimitServices
{
    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);
    private static readonly HashSet<string> KnownCharsets = new(["utf-8", "us-ascii"], StringComparer.OrdinalIgnoreCase);

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitsOptions>("Limits");
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>((kestrel, limits) => Apply(kestrel.Limits, limits.Value));
        services.AddOptions<FormOptions>().Configure<IOptions<LimitsOptions>>((form, limits) =>
        {
            form.ValueCountLimit = limits.Value.FormFields;
            form.KeyLengthLimit = limits.Value.FormNameLength;
            form.ValueLengthLimit = limits.Value.FormValueLength;
            form.MultipartBodyLengthLimit = limits.Value.RequestBodyBytes;
        });
        return services;
    }

    /// <summary>Refuses a body that announces itself as too large before anything reads it.</summary>
    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (!(context.Request.ContentLength > limit)) return next(context);

        // The error page is run for the same request, and must not find the body either.
        context.Request.Body = Stream.Null;
        context.Request.ContentLength = 0;
        context.Request.ContentType = null;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    /// <summary>Refuses text in an encoding that nobody may send: forms and JSON are UTF-8, and reading UTF-7 would throw.</summary>
    public static IApplicationBuilder UseKnownCharset(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var charset = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) ? type.Charset : default;
        if (!charset.HasValue || KnownCharsets.Contains(HeaderUtilities.RemoveQuotes(charset).ToString())) return next(context);
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    });

    private static void Apply(KestrelServerLimits kestrel, LimitsOptions limits)
    {
        kestrel.MaxRequestBodySize = limits.RequestBodyBytes;
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        kestrel.MaxRequestHeaderCount = limits.HeaderCount;
        kestrel.MaxRequestLineSize = limits.RequestLineBytes;
        kestrel.MaxRequestBufferSize = Math.Max(kestrel.MaxRequestBufferSize ?? 0, Math.Max(limits.RequestLineBytes, limits.HeaderBytes));
        kestrel.RequestHeadersTimeout = limits.HeaderTimeout;
        kestrel.KeepAliveTimeout = limits.KeepAliveTimeout;
        kestrel.MinRequestBodyDataRate = kestrel.MinResponseDataRate = new MinDataRate(limits.MinimumBytesPerSecond, RateGrace);
    }
}
