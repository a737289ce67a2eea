using Identity.Core.Outbound;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Identity.Core.Apply;

public static class ApplyServices
{
    /// <summary>The file of <c>identity apply</c>. Call after <c>AddAccounts</c>.</summary>
    public static IServiceCollection AddApply(this IServiceCollection services)
    {
        services.TryAddScoped<ApplyFile>();
        return services.AddOutbound();
    }
}
