using Identity.Core.Apply;
using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.Extensions.Options;

namespace Identity.App.Commands;

/// <summary>What the commands that work on the database need, without a web application around it.</summary>
internal static class CommandServices
{
    public static ServiceProvider Create(IConfiguration settings, Action<IServiceCollection>? more = null)
    {
        var collection = new ServiceCollection()
            .AddSingleton(settings)
            .AddLogging(logging => logging.AddConfiguration(settings.GetSection("Logging")))
            .AddIdentityDb(settings)
            .AddAccounts()
            .AddApply();
        more?.Invoke(collection);

        var services = collection.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        DataDirectory.Ensure(services.GetRequiredService<IOptions<DataOptions>>().Value.FullPath);
        return services;
    }
}
