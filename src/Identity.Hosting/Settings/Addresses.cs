using Identity.Hosting.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Settings;

/// <summary>Section <c>Server</c>: where the OpenID provider listens and how the world reaches it.</summary>
public sealed class ServerAddressOptions
{
    /// <summary>Where the role listens.</summary>
    public Uri Url { get; set; } = new(RoleName.Server.DefaultUrl);

    /// <summary>The issuer, and the only origin of links. Plain http is allowed on loopback alone.</summary>
    public Uri PublicUrl { get; set; } = new(RoleName.Server.DefaultUrl);

    /// <summary>The issuer as people write it: <see cref="PublicUrl"/> to the letter, without a slash at the end.</summary>
    public string Issuer => PublicUrl.AbsoluteUri.TrimEnd('/');
}

/// <summary>Section <c>AdminApi</c>.</summary>
public sealed class AdminApiAddressOptions
{
    public Uri Url { get; set; } = new(RoleName.AdminApi.DefaultUrl);

    /// <summary>Where others reach the admin API; <see cref="Url"/> when not set.</summary>
    public Uri? PublicUrl { get; set; }
}

/// <summary>Section <c>Console</c>.</summary>
public sealed class ConsoleAddressOptions
{
    public Uri Url { get; set; } = new(RoleName.Console.DefaultUrl);

    /// <summary>Where admins reach the console; <see cref="Url"/> when not set.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where the console itself reaches the server, when that is not the server's public address.</summary>
    public Uri? ServerUrl { get; set; }

    /// <summary>Where the console itself reaches the admin API, when that is not its public address.</summary>
    public Uri? AdminApiUrl { get; set; }
}

/// <summary>Section <c>Worker</c>.</summary>
public sealed class WorkerAddressOptions
{
    public Uri Url { get; set; } = new(RoleName.Worker.DefaultUrl);
}

/// <summary>Section <c>Management</c>: health in detail, for operators only.</summary>
public sealed class ManagementOptions
{
    public Uri Url { get; set; } = new("http://localhost:5009");
}

public static class AddressServices
{
    /// <summary>Where the server is, for whoever writes links.</summary>
    public static void AddServerAddress(this IServiceCollection services)
    {
        services.AddSettings<ServerAddressOptions>(RoleName.Server.Section);
        services.AddSingleton<IValidateOptions<ServerAddressOptions>, ServerAddressRules>();
    }

    internal static void AddAddresses(this IServiceCollection services, RoleName role)
    {
        // Every role needs to know where the server is; its own address comes on top.
        services.AddServerAddress();

        if (role == RoleName.AdminApi) services.AddSettings<AdminApiAddressOptions>(role.Section);
        if (role == RoleName.Console) services.AddSettings<ConsoleAddressOptions>(role.Section);
        if (role == RoleName.Worker) services.AddSettings<WorkerAddressOptions>(role.Section);
        services.AddSingleton(provider => RoleAddress.Of(role, provider));
    }
}

internal sealed class ServerAddressRules : IValidateOptions<ServerAddressOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerAddressOptions options)
    {
        var address = options.PublicUrl;
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return Fail($"'{address}' is not an http or https address without query and fragment");
        }

        return address.Scheme == "http" && !address.IsLoopback
            ? Fail($"'{address}' is plain http: that is allowed on this machine only (localhost)")
            : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string what)
        => ValidateOptionsResult.Fail($"Server:PublicUrl: {what}. A valid example: https://login.example.com");
}
