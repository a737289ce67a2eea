using System.Globalization;
using System.Security.Claims;
using Identity.Core.Configuration;
using Identity.Core.Groups;
using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.ResourceIndicators;

/// <summary>
/// What a person may do at the APIs that a token is for. An API learns of its own permissions only, and nothing at all
/// where it declares none.
/// </summary>
internal sealed class TokenPermissions(Catalog catalog, Memberships memberships)
{
    public const string Claim = "permissions";

    public async Task AddAsync(ClaimsPrincipal token, IReadOnlyCollection<string> resources, CancellationToken ct)
    {
        if (!Guid.TryParse(token.GetClaim(Claims.Subject), CultureInfo.InvariantCulture, out var userId)) return;

        var known = await catalog.ResourcesAsync(ct);
        var declared = resources.SelectMany(resource => known.GetValueOrDefault(resource)?.Permissions ?? []).ToHashSet();
        if (declared.Count == 0) return;

        var held = await memberships.PermissionsAsync(userId, ct);
        var granted = held.Contains(Core.Roles.Permissions.All) ? declared : declared.Where(held.Contains);
        ((ClaimsIdentity)token.Identity!).AddClaim(ArrayClaim.Of(Claim, granted.Order(StringComparer.Ordinal)));
    }
}
