using System.Globalization;
using System.Text.Json;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Groups;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.UserInfo;

/// <summary>Gives an application the claims that its scopes allow (OpenID Connect Core, sections 5.3 and 5.4).</summary>
internal sealed class AnswerUserInfoRequest(IdentityDb db, Catalog catalog, Memberships memberships) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var scopes = context.AccessTokenPrincipal!.GetScopes();
        if (!scopes.Contains(Scopes.OpenId))
        {
            context.Reject(OpenIddictConstants.Errors.InsufficientScope, "The access token lacks the 'openid' scope.");
            return;
        }

        var userId = Guid.Parse(context.AccessTokenPrincipal!.GetClaim(Claims.Subject)!, CultureInfo.InvariantCulture);
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == userId);
        context.Subject = user.Id.ToString();

        var values = UserClaims.Of(user);
        var known = await catalog.ScopesAsync(CancellationToken.None);
        foreach (var name in scopes.SelectMany(s => known.GetValueOrDefault(s)?.Claims ?? []).Distinct())
        {
            if (values.TryGetValue(name, out var value) && value is not null) context.Claims[name] = Parameter(value);
        }

        if (scopes.Contains(Scopes.Roles)) context.Claims["roles"] = Parameter(await memberships.RolesAsync(userId, CancellationToken.None));
        if (scopes.Contains("groups")) context.Claims["groups"] = Parameter(await memberships.GroupsAsync(userId, CancellationToken.None));
    }

    private static OpenIddictParameter Parameter(object value) => new(JsonSerializer.SerializeToNode(value));
}
