using System.Net;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Hosting.Settings;
using Identity.Server.Account.SignIn;
using Identity.Testing.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Account.SignIn;

/// <summary>Password sign-in on a database of its own.</summary>
internal sealed class SignInHost(AccountsHost accounts) : IAsyncDisposable
{
    public static readonly SignInOrigin Elsewhere = new(IPAddress.Parse("203.0.113.7"), null);

    public AccountsHost Accounts => accounts;

    public static async Task<SignInHost> StartAsync(DatabaseProvider kind = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null, string publicUrl = "http://localhost:5000")
        => new(await AccountsHost.StartAsync(kind, settings, services => services
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .Configure<ServerAddressOptions>(address => address.PublicUrl = new Uri(publicUrl))
            .AddPasswordSignIn()));

    public Task<PasswordSignInResult> TryAsync(string identifier, string password, SignInOrigin? origin = null)
        => accounts.InScopeAsync(scope => scope.GetRequiredService<PasswordSignIn>().CheckAsync(identifier, password, origin ?? Elsewhere, default));

    /// <summary>Wrong passwords, each from a network of its own.</summary>
    public async Task GuessFromEverywhereAsync(string identifier, int times)
    {
        for (var i = 0; i < times; i++) await TryAsync(identifier, "not the password", From($"198.51.{i}.1"));
    }

    public static SignInOrigin From(string address, KnownDevice? device = null) => new(IPAddress.Parse(address), device);

    public static KnownDevice DeviceOf(User user, SignInHost host)
    {
        var cookie = host.Accounts.Services.GetRequiredService<DeviceCookie>();
        return cookie.Read(Browser.After(http => cookie.Remember(http, user)))!;
    }

    public ValueTask DisposeAsync() => accounts.DisposeAsync();
}
