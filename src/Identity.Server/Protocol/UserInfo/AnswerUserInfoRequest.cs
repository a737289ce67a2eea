using System.Globalization;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Server.Protocol.ClaimsRequest;
using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.UserInfo;

/// <summary>Gives an application the claims that its scopes allow, and those that it asked for one by one (OpenID Connect Core, sections 5.3 to 5.5).</summary>
internal sealed class AnswerUserInfoRequest(Catalog catalog, ClaimValues values, Subjects subjects) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
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
        var read = CheckedGrant.Of(context.Transaction, grantId)!;
        var (grant, grantedTo, user) = (read.Grant, read.ClientId, read.User!);
        // Not always the client of the grant: a token may have been exchanged.
        if (await catalog.FindClientAsync(token.GetPresenters()[0], context.CancellationToken) is not { } client)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The application of the access token is no longer registered.");
            return;
        }

        context.Subject = await subjects.ForAsync(client, user.Id, context.CancellationToken);

        // The person allowed single claims to the application that asked, and not to whom its token was traded to.
        _ = RequestedClaims.TryRead(client.ClientId == grantedTo ? grant.RequestedClaims : null, out var requested);
        var known = await catalog.ScopesAsync(context.CancellationToken);
        var ofScopes = scopes.SelectMany(scope => known.GetValueOrDefault(scope)?.Claims ?? []).ToHashSet();
        var claims = await values.OfAsync(user, ofScopes.Union(requested.UserInfo.Select(claim => claim.Name)).ToHashSet(), context.CancellationToken);
        foreach (var (name, value) in claims)
        {
            if (ofScopes.Contains(name) || requested.UserInfo.First(claim => claim.Name == name).Accepts(value)) context.Claims[name] = new OpenIddictParameter(value);
        }
    }
}
