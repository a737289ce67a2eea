using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Proxy;

/// <summary>Section <c>Proxy</c>: who may say where a request came from.</summary>
public sealed class ProxyOptions
{
    /// <summary>Addresses or networks whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count.</summary>
    public IList<string> Trusted { get; } = [];

    internal string? Unknown { get; set; }

    internal IEnumerable<IPNetwork> Networks => Trusted.Select(text => Parse(text)!.Value);

    internal static IPNetwork? Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}

internal sealed class ProxyRules : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
        => options.Unknown is { } unknown ? ValidateOptionsResult.Fail($"Proxy:{unknown}: there is no such setting. The section Proxy has one: Trusted")
            : options.Trusted.FirstOrDefault(text => ProxyOptions.Parse(text) is null) is { } wrong ? ValidateOptionsResult.Fail(
                $"Proxy:Trusted: '{wrong}' is neither an address nor a network (the bits after the prefix must be zero). Valid examples: 10.0.0.4, 10.0.0.0/8, fd00::/8")
            : ValidateOptionsResult.Success;
}

internal static class ProxyServices
{
    public static IServiceCollection AddProxy(this IServiceCollection services)
    {
        // Read by hand: one variable of the environment (Proxy__Trusted=10.0.0.4,10.0.0.5) is easier to set than a list.
        services.AddOptions<ProxyOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            var section = configuration.GetSection("Proxy");
            foreach (var text in Listed(section.GetSection("Trusted"))) options.Trusted.Add(text);
            options.Unknown = section.GetChildren().FirstOrDefault(c => !string.Equals(c.Key, "Trusted", StringComparison.OrdinalIgnoreCase))?.Key;
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyRules>();
        services.AddSingleton<UntrustedForwarders>();
        return services;
    }

    private static IEnumerable<string> Listed(IConfigurationSection trusted)
        => trusted.GetChildren().Select(child => child.Value ?? "")
            .Concat(trusted.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);
}
