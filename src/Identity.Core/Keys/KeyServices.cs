using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Keys.Rotation;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Keys;

internal static class KeyServices
{
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSettings<KeyOptions>(KeyOptions.Section);
        services.AddSingleton<KeyEncryption>();
        services.AddScoped<EncryptionKeyCheck>();
        services.AddScoped<SigningKeyRing>();
        services.AddScoped<Reencryption>();
        services.AddRotation();
        services.AddScoped<RingKeys>();
        services.AddSingleton<PairwiseSecret>();
        services.AddSingleton(provider => new Subjects(provider.GetRequiredService<PairwiseSecret>()));
    }
}
