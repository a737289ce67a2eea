using System.Globalization;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Server.Protocol.ClaimsRequest;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.UserInfo;

/// <summary>Gives an application the claims that its scopes allow, and those that it asked for one by one (OpenID Connect Core, sections 5.3 to 5.5).</summary>
internal sealed class AnswerUserInfoRequest(IdentityDb db, ClaimValues values, Subjects subjects) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var token = context.AccessTokenPrincipal!;
        var scopes = token.GetScopes();
        if (!scopes.Contains(Scopes.OpenId))
        {
            context.Reject(OpenIddictConstants.Errors.InsufficientScope, "The access token lacks the 'openid' scope.");
            return;
        }

        var grantId = Guid.Parse(token.GetAuthorizationId()!, CultureInfo.InvariantCulture);
        // Not always the client of the grant: a token may have been exchanged.
        var clientId = token.GetPresenters()[0];
        var found = await (
            from grant in db.Grants
            join user in db.Users on grant.UserId equals user.Id
            from client in db.Clients
            where grant.Id == grantId && client.ClientId == clientId
            select new { User = user, grant.RequestedClaims, Client = client }).AsNoTracking().SingleAsync(context.CancellationToken);
        context.Subject = await subjects.ForAsync(found.Client, found.User.Id, context.CancellationToken);

        _ = RequestedClaims.TryRead(found.RequestedClaims, out var requested);
        List<string> allowed = [.. scopes];
        var ofScopes = (await db.Scopes.AsNoTracking().Where(s => allowed.Contains(s.Name!)).Select(s => s.Claims).ToListAsync(context.CancellationToken)).SelectMany(claims => claims).ToHashSet();
        var claims = await values.OfAsync(found.User, ofScopes.Union(requested.UserInfo.Select(claim => claim.Name)).ToHashSet(), context.CancellationToken);
        foreach (var (name, value) in claims)
        {
            if (ofScopes.Contains(name) || requested.UserInfo.First(claim => claim.Name == name).Accepts(value)) context.Claims[name] = new OpenIddictParameter(value);
        }
    }
}
