using Identity.Core.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Keys.DataProtection;

public static class DataProtectionServices
{
    /// <summary>Protects cookies and the like with a ring that all nodes share: in the database, encrypted. Needs <see cref="DataServices.AddIdentityDb"/>.</summary>
    /// <param name="services">The role's services.</param>
    /// <param name="applicationName">Keeps apart what different roles protect with the same ring. It must never change.</param>
    public static IServiceCollection AddIdentityDataProtection(this IServiceCollection services, string applicationName)
    {
        services.AddHostedService<DataProtectionRingStart>();
        services.AddSingleton<DataProtectionRing>();
        services.AddDataProtection().SetApplicationName(applicationName).PersistKeysToDbContext<IdentityDb>();
        RemoveWarmUp(services);
        services.AddOptions<KeyManagementOptions>()
            .Configure<KeyEncryption>((ring, encryption) => ring.XmlEncryptor = new RingEncryptor(encryption));
        return services;
    }

    // The framework's own warm-up adds a new key beside those that it can't read, and fails aloud without tables. It is internal there.
    private static void RemoveWarmUp(IServiceCollection services)
    {
        foreach (var service in services.Where(service => service.ImplementationType?.FullName == "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService").ToList())
        {
            services.Remove(service);
        }
    }
}
