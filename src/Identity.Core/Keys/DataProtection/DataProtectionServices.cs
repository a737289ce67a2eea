using Identity.Core.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Identity.Core.Keys.DataProtection;

public static class DataProtectionServices
{
    /// <summary>Protects cookies and the like with a ring that all nodes share: in the database, encrypted. Needs <see cref="DataServices.AddIdentityDb"/>.</summary>
    /// <param name="services">The role's services.</param>
    /// <param name="applicationName">Keeps apart what different roles protect with the same ring. It must never change.</param>
    public static IServiceCollection AddIdentityDataProtection(this IServiceCollection services, string applicationName)
    {
        // Before the framework's own warm-up, wherever that was registered: it would pass over a ring that it can't read.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DataProtectionRingStart>());
        services.AddSingleton<DataProtectionRing>();
        services.AddDataProtection().SetApplicationName(applicationName).PersistKeysToDbContext<IdentityDb>();
        services.Configure<KeyManagementOptions>(ring => ring.AutoGenerateKeys = false);
        services.AddSingleton<XmlKeyManager>();
        services.Replace(ServiceDescriptor.Singleton<IKeyManager, SharedKeyManager>());
        return services;
    }
}
