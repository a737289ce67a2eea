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
            throw new CommandFailed($"role '{Name}' did not start: {Sentence.Of(failure)}");
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
