using Identity.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tracing;

internal static class TraceServices
{
    public static void AddTracing(this IServiceCollection services)
    {
        services.AddSettings<TraceOptions>(TraceOptions.Section);
        services.AddSingleton<RequestTraces>();
    }
}
