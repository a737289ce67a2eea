using Identity.App.Commands;
using Identity.App.Settings;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Identity.App.Serve;

/// <summary>A role of this process and its web application.</summary>
internal sealed record RunningRole(RoleName Name, WebApplication App) : IAsyncDisposable
{
    public string Address
        => string.Join(" ", App.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses);

    /// <summary>Checks the settings without starting anything.</summary>
    public void CheckSettings() => App.Services.GetService<IStartupValidator>()?.Validate();

    public async Task StartAsync(CancellationToken ct)
    {
        try
        {
            await App.StartAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && SettingError.Describe(failure) is null)
        {
            throw Sentence.RoleFailed(Name, "did not start", failure);
        }
    }

    /// <summary>Why a background service of the role ended, when that ended the role.</summary>
    public Exception? Failure
        => App.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(service => service.ExecuteTask?.Exception).FirstOrDefault(failure => failure is not null);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
