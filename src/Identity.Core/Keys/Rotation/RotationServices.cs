using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Core.Keys.Rotation;

internal static class RotationServices
{
    public static void AddRotation(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<KeyOptions>, KeyRotationRules>();
        services.AddScoped<KeyMaker>();
        services.AddScoped<KeyRotation>();
        services.AddScoped<KeyRevocation>();
    }
}
