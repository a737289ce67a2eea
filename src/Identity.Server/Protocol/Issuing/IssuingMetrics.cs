using System.Diagnostics.Metrics;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Issuing;

/// <summary>Counts what is issued.</summary>
internal sealed class IssuingMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _issued = meters.Create("Identity.Server").CreateCounter<long>("identity.tokens.issued", "{token}", "Tokens and codes issued, by their type and the grant");

    /// <param name="type">The kind of token.</param>
    /// <param name="grant">As the request named it; what is issued without one comes from the authorization endpoint.</param>
    public void Count(string type, string? grant) => _issued.Add(
        1, KeyValuePair.Create<string, object?>("type", Name(type)), KeyValuePair.Create<string, object?>("grant_type", Known(grant)));

    private static string Name(string type) => type[(type.LastIndexOf(':') + 1)..];

    // The list is ours: what a request says would be anything.
    private static string Known(string? grant) => grant switch
    {
        null or "" => "none",
        GrantTypes.AuthorizationCode or GrantTypes.RefreshToken or GrantTypes.ClientCredentials or GrantTypes.DeviceCode or GrantTypes.TokenExchange => Name(grant),
        _ => "other",
    };
}
