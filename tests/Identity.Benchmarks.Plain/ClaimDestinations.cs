using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Benchmarks.Plain;

internal static class ClaimDestinations
{
    public static IEnumerable<string> Of(Claim claim) => claim.Type switch
    {
        Claims.Name or Claims.PreferredUsername => Both(claim, Scopes.Profile),
        Claims.Email => Both(claim, Scopes.Email),
        Claims.Role => Both(claim, Scopes.Roles),
        "AspNet.Identity.SecurityStamp" => [],
        _ => [Destinations.AccessToken],
    };

    private static string[] Both(Claim claim, string scope)
        => claim.Subject!.HasScope(scope) ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken];
}
