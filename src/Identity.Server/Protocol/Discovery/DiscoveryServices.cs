using Microsoft.Extensions.DependencyInjection;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Discovery;

/// <summary>What applications can find out by themselves (OpenID Connect Discovery, RFC 8414).</summary>
internal static class DiscoveryServices
{
    private const string OpenIdConfiguration = ".well-known/openid-configuration";
    private const string AuthorizationServer = ".well-known/oauth-authorization-server";
    private const string JsonWebKeySet = ".well-known/jwks";

    /// <summary>The paths of what is the same for everybody.</summary>
    public static IReadOnlySet<string> Documents { get; } = new[] { OpenIdConfiguration, AuthorizationServer, JsonWebKeySet }.Select(path => $"/{path}").ToHashSet(StringComparer.Ordinal);

    public static OpenIddictServerBuilder AddDiscovery(this OpenIddictServerBuilder server) => server
        .SetConfigurationEndpointUris(OpenIdConfiguration, AuthorizationServer)
        .SetJsonWebKeySetEndpointUris(JsonWebKeySet)
        .RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.Phone, Scopes.Address, Scopes.OfflineAccess, Scopes.Roles, "groups")
        .RegisterClaims(
            Claims.Name, Claims.GivenName, Claims.FamilyName, Claims.MiddleName, Claims.Nickname, Claims.PreferredUsername, Claims.Profile,
            Claims.Picture, Claims.Website, Claims.Gender, Claims.Birthdate, Claims.Zoneinfo, Claims.Locale, Claims.UpdatedAt, Claims.Email,
            Claims.EmailVerified, Claims.PhoneNumber, Claims.PhoneNumberVerified, Claims.Address, "roles", "groups",
            Claims.AuthenticationTime, Claims.AuthenticationContextReference, Claims.AuthenticationMethodReference, "sid")
        .Configure(options =>
        {
            options.ResponseModes.IntersectWith([ResponseModes.Query]);
            options.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
        })
        .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeServer>().SetOrder(After.BuiltIn));
}
